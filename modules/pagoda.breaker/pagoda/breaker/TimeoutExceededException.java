package pagoda.breaker;

import java.time.Duration;

/**
 * A call did not end within its {@link Timeout}. Its cause is what the interrupted task threw, if
 * it threw something, and so shows where the task was stuck. To a breaker it is a failure.
 *
 * @since 0.1.0
 */
public final class TimeoutExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String TOOK_LONGER = "the call took longer than";

  private final Duration limit;
  private final boolean begun;

  private TimeoutExceededException(Duration limit, String what, Throwable cause, boolean begun) {
    super(what + " " + limit.toMillis() + " ms", cause);
    this.limit = limit;
    this.begun = begun;
  }

  /**
   * Makes the exception for a task that returned, but too late.
   *
   * @param limit how long the call was allowed to take
   */
  public TimeoutExceededException(Duration limit) {
    this(limit, TOOK_LONGER, null, true);
  }

  /**
   * Makes the exception for a task that threw when it was interrupted.
   *
   * @param limit how long the call was allowed to take
   * @param cause what the interrupted task threw
   */
  public TimeoutExceededException(Duration limit, Throwable cause) {
    this(limit, TOOK_LONGER, cause, true);
  }

  /**
   * Makes the exception for a task whose limit had passed before it could begin. It says nothing
   * about what would have been called.
   *
   * @param limit how long the call was allowed to take
   * @return a new exception
   */
  public static TimeoutExceededException unbegun(Duration limit) {
    return new TimeoutExceededException(limit, "the call did not begin within", null, false);
  }

  /**
   * Whether the task had begun.
   *
   * @return false when the limit had passed before; to a breaker that is no verdict
   */
  public boolean hasBegun() {
    return begun;
  }

  /**
   * How long the call was allowed to take.
   *
   * @return the limit
   */
  public Duration limit() {
    return limit;
  }
}
