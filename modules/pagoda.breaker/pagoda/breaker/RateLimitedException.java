package pagoda.breaker;

import java.time.Duration;

/**
 * A rate limiter refused a call: its turn would come later than the policy lets it wait.
 *
 * @since 0.1.0
 */
public final class RateLimitedException extends RefusedException {
  private static final long serialVersionUID = 1L;

  private final String limiter;
  private final Duration retryAfter;
  private final boolean interrupted;

  /**
   * Makes the exception.
   *
   * @param limiter the limiter's name
   * @param retryAfter when the call's turn would come
   * @param interrupted whether the caller was interrupted while it waited for its turn
   */
  public RateLimitedException(String limiter, Duration retryAfter, boolean interrupted) {
    this.limiter = limiter;
    this.retryAfter = retryAfter;
    this.interrupted = interrupted;
  }

  /**
   * Which limiter refused.
   *
   * @return its name
   */
  public String limiter() {
    return limiter;
  }

  /**
   * Whether the wait was cut short by an interrupt. The thread's interrupt flag is then set again.
   *
   * @return true after an interrupt
   */
  public boolean interrupted() {
    return interrupted;
  }

  @Override
  public Duration retryAfter() {
    return retryAfter;
  }

  @Override
  public String getMessage() {
    return interrupted
        ? "rate limiter '" + limiter + "' was left by an interrupted caller"
        : "rate limiter '"
            + limiter
            + "' lets no call begin now, retry after "
            + retryAfter.toMillis()
            + " ms";
  }
}
