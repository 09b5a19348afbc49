package pagoda.app.api.hanoi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import pagoda.app.solver.AnswerSource;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Position;
import pagoda.http.Body;

/** A JSON object around the moves of a path, which are streamed like any answer. */
final class PathBody implements Body {
  private static final byte[] SUFFIX = {'}'};

  private final AnswerBody moves;
  private final byte[] prefix;

  PathBody(AnswerSource source, Answer answer, Position from, Position to) {
    moves = new AnswerBody(source, answer);
    prefix =
        "{\"from\":\"%s\",\"to\":\"%s\",\"length\":\"%d\",\"moves\":"
            .formatted(from, to, answer.path().length())
            .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public long length() {
    return prefix.length + moves.length() + SUFFIX.length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(prefix);
    moves.writeTo(out);
    out.write(SUFFIX);
  }
}
