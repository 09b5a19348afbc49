package pagoda.broker;

/**
 * How a large answer is cut into ranges of items. Immutable.
 *
 * @param from the number of the first item wanted
 * @param count how many items are wanted; 0 or more
 * @param step how many items a range has; at least 1
 * @param window how many ranges are asked for or kept at once; 1 to {@value #MAX_WINDOW}
 * @param attempts how many times a range is asked for before the reader gives up; at least 1
 */
public record RangePlan(long from, long count, long step, int window, int attempts) {

  /** The largest body a range may have: {@value} bytes. */
  public static final int MAX_RANGE_BYTES = 256 * 1024;

  /** The largest window: {@value} ranges. */
  public static final int MAX_WINDOW = 4;

  /** How many times a range is asked for unless the plan says otherwise: {@value}. */
  public static final int DEFAULT_ATTEMPTS = 5;

  /** Checks the ranges. */
  public RangePlan {
    if (from < 0 || count < 0 || from > Long.MAX_VALUE - count) {
      throw new IllegalArgumentException(
          "from and count must be 0 or more and their sum a long: " + from + ", " + count);
    }
    if (step < 1) {
      throw new IllegalArgumentException("step must be at least 1: " + step);
    }
    if (window < 1 || window > MAX_WINDOW) {
      throw new IllegalArgumentException("window must be 1 to " + MAX_WINDOW + ": " + window);
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
    }
  }

  /**
   * Returns a plan with the largest window and the default number of attempts.
   *
   * @param from the number of the first item wanted
   * @param count how many items are wanted
   * @param step how many items a range has
   * @return a plan
   */
  public static RangePlan of(long from, long count, long step) {
    return new RangePlan(from, count, step, MAX_WINDOW, DEFAULT_ATTEMPTS);
  }

  /**
   * Returns a plan whose ranges fill the largest body allowed.
   *
   * @param from the number of the first item wanted
   * @param count how many items are wanted
   * @param itemBytes the size of an item, 1 to {@value #MAX_RANGE_BYTES}
   * @param extraBytes how many bytes a body has besides its items
   * @return a plan
   */
  public static RangePlan ofItems(long from, long count, int itemBytes, int extraBytes) {
    return of(from, count, (MAX_RANGE_BYTES - extraBytes) / itemBytes);
  }
}
