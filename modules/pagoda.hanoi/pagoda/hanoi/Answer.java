package pagoda.hanoi;

import java.util.Objects;

/**
 * A run of consecutive moves in one encoding: which bytes a caller gets, without the bytes.
 * Immutable. {@link Renderer} makes the bytes.
 *
 * <p>A part of a path is a complete document of its own: in JSON an array with its own brackets.
 *
 * <p>A whole JSON answer has up to 60 discs, lines up to 61 and binary up to 62, since its length
 * must fit a {@code long}; parts may be taken from all {@value Moves#MAX_DISCS}.
 *
 * @param path the moves to choose from
 * @param from the number of the first move, from 1
 * @param count how many moves
 * @param encoding how they are written
 */
public record Answer(ShortestPath path, long from, long count, Encoding encoding) {

  /**
   * Makes an answer.
   *
   * @throws OutOfRangeException if the moves are not all in the path, or if their length in bytes
   *     would not fit a {@code long}; only an empty path has an answer of 0 moves
   */
  public Answer {
    Objects.requireNonNull(encoding, "encoding");
    long length = path.length();
    OutOfRangeException.check("from", 1, Math.max(1, length), from);
    long most = Math.min(encoding.maxCount(), length - from + 1);
    OutOfRangeException.check("count", Math.min(1, length), most, count);
  }

  /**
   * Gives all moves of the standard task.
   *
   * @param discs the number of discs; at most 60 in JSON, 61 in lines, 62 in binary
   * @param encoding how the moves are written
   * @return the answer
   * @throws OutOfRangeException if there are too few or too many discs
   */
  public static Answer whole(int discs, Encoding encoding) {
    return of(ShortestPath.solution(discs), encoding);
  }

  /**
   * Gives some moves of the standard task, fewer than asked for if the path ends first.
   *
   * @param discs the number of discs, 1 to {@value Moves#MAX_DISCS}
   * @param from the number of the first move, from 1
   * @param count the most moves wanted, from 1
   * @param encoding how the moves are written
   * @return the answer
   * @throws OutOfRangeException if a number is out of range
   */
  public static Answer part(int discs, long from, long count, Encoding encoding) {
    return part(ShortestPath.solution(discs), from, count, encoding);
  }

  /**
   * Gives some moves of a path, fewer than asked for if the path ends first.
   *
   * @param path the moves to choose from
   * @param from the number of the first move, from 1
   * @param count the most moves wanted, from 1; 0 too if the path is empty
   * @param encoding how the moves are written
   * @return the answer
   * @throws OutOfRangeException if a number is out of range
   */
  public static Answer part(ShortestPath path, long from, long count, Encoding encoding) {
    return new Answer(path, from, Math.min(count, path.length() - from + 1), encoding);
  }

  /**
   * Gives all moves of a path.
   *
   * @param path the moves
   * @param encoding how they are written
   * @return the answer
   * @throws OutOfRangeException if the length in bytes would not fit a {@code long}
   */
  public static Answer of(ShortestPath path, Encoding encoding) {
    return new Answer(path, 1, path.length(), encoding);
  }

  /** {@return the number of discs} */
  public int discs() {
    return path.start().discs();
  }

  /** {@return the exact number of bytes} */
  public long length() {
    return encoding.length(count);
  }

  /** {@return the position before the first move} */
  public Position start() {
    return path.after(from - 1);
  }

  /** {@return the position after the last move} */
  public Position end() {
    return path.after(from + count - 1);
  }

  /**
   * Gives a text that names these bytes and no others, fit for a strong entity tag: letters, digits
   * and hyphens, at most 180 characters, the same on every machine and in every run.
   *
   * @return the tag, without quotation marks
   */
  public String tag() {
    String moves = path.isSolution() ? "" + discs() : path.start() + "-" + path.end();
    return "hanoi-" + encoding.text() + "-" + moves + "-" + from + "-" + count;
  }
}
