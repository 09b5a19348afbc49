package pagoda.breaker;

import java.time.Duration;

/**
 * A policy refused a call before it began. It has no stack trace, no cause and no suppressed
 * exceptions, since refusing must be cheap while a dependency is down. A {@link Retry} never
 * retries it, and to a breaker around the policy it is no verdict.
 *
 * @since 0.1.0
 */
public abstract sealed class RefusedException extends RuntimeException
    permits CircuitOpenException, BulkheadFullException, RateLimitedException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception without message and stack trace; {@link #getMessage()} is lazy. */
  RefusedException() {
    super(null, null, false, false);
  }

  /**
   * When to come back.
   *
   * @return zero when it is not known
   */
  public abstract Duration retryAfter();
}
