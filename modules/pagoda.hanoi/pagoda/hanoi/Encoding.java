package pagoda.hanoi;

/**
 * How moves are written as bytes. Every move takes the same number of bytes, so the length of an
 * answer and the place of each move in it are known without rendering it.
 */
public enum Encoding {
  /**
   * A JSON array of pairs without white space: <code>[[0,2],[0,1]]</code>; 6 bytes a move and 1
   * more.
   */
  JSON("json", 1, 6),

  /** A line a move, {@code 0 2} and a line feed; 4 bytes a move. */
  LINES("lines", 0, 4),

  /** One byte a move, its value {@code 3 · from + to}. */
  BINARY("binary", 0, 1);

  private final String text;
  private final int prefix;
  private final int unit;

  Encoding(String text, int prefix, int unit) {
    this.text = text;
    this.prefix = prefix;
    this.unit = unit;
  }

  /** {@return the name used in options and tags: {@code json}, {@code lines} or {@code binary}} */
  public String text() {
    return text;
  }

  /** {@return the bytes that each move takes, with what separates it from the next} */
  public int bytesPerMove() {
    return unit;
  }

  /** {@return the bytes before the first move} */
  public int prefixBytes() {
    return prefix;
  }

  /** {@return the most moves whose length in bytes still fits a {@code long}} */
  public long maxCount() {
    return (Long.MAX_VALUE - prefix) / unit;
  }

  /**
   * Gives the exact number of bytes that some moves take.
   *
   * @param count the number of moves, 0 to {@link #maxCount()}
   * @return the length in bytes; no moves are <code>[]</code> in JSON and nothing otherwise
   * @throws OutOfRangeException if the length would not fit a {@code long}
   */
  public long length(long count) {
    OutOfRangeException.check("count", 0, maxCount(), count);
    return count == 0 ? 2L * prefix : prefix + unit * count;
  }
}
