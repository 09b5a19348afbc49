package pagoda.app.solver;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.Position;
import pagoda.hanoi.ShortestPath;

/**
 * A range of an answer, as it is asked of an engine: a line of words, which any engine understands
 * without knowing what was asked before. Immutable.
 *
 * @param answer the answer
 * @param offset the first byte wanted
 * @param length how many bytes are wanted
 */
public record RangeCall(Answer answer, long offset, long length) {
  /** The type that tells such a request from the original's, which has none. */
  public static final String TYPE = "hanoi.range.v1";

  private static final Pattern SPACE = Pattern.compile(" ");
  private static final int WORDS = 7;

  /** The request's body: start, end, first move, moves, encoding, offset, length. */
  public byte[] body() {
    return String.join(
            " ",
            answer.path().start().toString(),
            answer.path().end().toString(),
            Long.toString(answer.from()),
            Long.toString(answer.count()),
            answer.encoding().text(),
            Long.toString(offset),
            Long.toString(length))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads a body.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static RangeCall parse(byte[] body) {
    List<String> words = List.of(SPACE.split(new String(body, StandardCharsets.US_ASCII), -1));
    if (words.size() != WORDS) {
      throw new IllegalArgumentException("a range has " + WORDS + " words: " + words.size());
    }
    ShortestPath path =
        ShortestPath.between(Position.parse(words.get(0)), Position.parse(words.get(1)));
    Answer answer =
        new Answer(
            path,
            Long.parseLong(words.get(2)),
            Long.parseLong(words.get(3)),
            encoding(words.get(4)));
    return new RangeCall(answer, Long.parseLong(words.get(5)), Long.parseLong(words.get(6)));
  }

  private static Encoding encoding(String text) {
    for (Encoding encoding : Encoding.values()) {
      if (encoding.text().equals(text)) {
        return encoding;
      }
    }
    throw new IllegalArgumentException("no encoding: " + text);
  }
}
