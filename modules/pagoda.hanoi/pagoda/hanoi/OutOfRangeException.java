package pagoda.hanoi;

/** A number outside the range that is allowed for it. Carries the range and the number seen. */
public final class OutOfRangeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final long min;
  private final long max;
  private final long seen;

  /**
   * Describes one number that is out of range.
   *
   * @param name what the number is, for instance {@code discs}
   * @param min the least value allowed
   * @param max the greatest value allowed
   * @param seen the value given
   */
  public OutOfRangeException(String name, long min, long max, long seen) {
    super(name + " must be between " + min + " and " + max + ", was " + seen);
    this.name = name;
    this.min = min;
    this.max = max;
    this.seen = seen;
  }

  /**
   * Gives back a number that is in its range.
   *
   * @param name what the number is
   * @param min the least value allowed
   * @param max the greatest value allowed
   * @param value the value to check
   * @return {@code value}
   * @throws OutOfRangeException if the value is outside the range
   */
  public static long check(String name, long min, long max, long value) {
    if (value < min || value > max) {
      throw new OutOfRangeException(name, min, max, value);
    }
    return value;
  }

  /**
   * Gives back a number that is in its range, as an {@code int}.
   *
   * @param name what the number is
   * @param min the least value allowed
   * @param max the greatest value allowed
   * @param value the value to check
   * @return {@code value}
   * @throws OutOfRangeException if the value is outside the range
   */
  public static int check(String name, int min, int max, int value) {
    check(name, (long) min, (long) max, (long) value);
    return value;
  }

  /** {@return what the number is} */
  public String name() {
    return name;
  }

  /** {@return the least value allowed} */
  public long min() {
    return min;
  }

  /** {@return the greatest value allowed} */
  public long max() {
    return max;
  }

  /** {@return the value given} */
  public long seen() {
    return seen;
  }
}
