package pagoda.breaker;

import java.time.Duration;

/**
 * A call did not end within its {@link Timeout}. Its cause is what the interrupted task threw, if
 * it threw something, and so shows where the task was stuck. To a breaker it is a failure.
 */
public final class TimeoutExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration limit;

  /**
   * Makes the exception.
   *
   * @param limit how long the call was allowed to take
   * @param cause what the interrupted task threw; {@code null} if it returned or never began
   */
  public TimeoutExceededException(Duration limit, Throwable cause) {
    super("the call took longer than " + limit.toMillis() + " ms", cause);
    this.limit = limit;
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
