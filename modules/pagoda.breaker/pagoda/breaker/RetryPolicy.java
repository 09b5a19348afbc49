package pagoda.breaker;

import java.util.function.Predicate;
import pagoda.breaker.internal.rules.Check;

/**
 * How often and when a {@link Retry} tries again. Immutable.
 *
 * @param attempts how many attempts a call gets in all, 1 to 100; by default 3
 * @param backoff the waits between attempts; by default {@link Backoff#retrying()}
 * @param retryOn which exceptions are worth another attempt; by default every one. It is never
 *     asked about refusals, interrupts, cancellations and {@link Error}s: those are not retried
 */
public record RetryPolicy(int attempts, Backoff backoff, Predicate<? super Exception> retryOn) {
  private static final RetryPolicy STANDARD =
      new RetryPolicy(3, Backoff.retrying(), thrown -> true);

  /** Checks every component. */
  public RetryPolicy {
    Check.range("retry.attempts", attempts, 1, 100);
    Check.present("retry.backoff", backoff);
    Check.present("retry.retry-on", retryOn);
  }

  /**
   * The standard policy: three attempts, full jitter from 100 ms, whatever was thrown.
   *
   * @return a shared policy
   */
  public static RetryPolicy standard() {
    return STANDARD;
  }

  /**
   * This policy with another number of attempts.
   *
   * @param attempts how many in all
   * @return a new policy
   */
  public RetryPolicy withAttempts(int attempts) {
    return new RetryPolicy(attempts, backoff, retryOn);
  }

  /**
   * This policy with other waits.
   *
   * @param backoff the waits between attempts
   * @return a new policy
   */
  public RetryPolicy withBackoff(Backoff backoff) {
    return new RetryPolicy(attempts, backoff, retryOn);
  }

  /**
   * This policy for other exceptions.
   *
   * @param retryOn which are worth another attempt
   * @return a new policy
   */
  public RetryPolicy withRetryOn(Predicate<? super Exception> retryOn) {
    return new RetryPolicy(attempts, backoff, retryOn);
  }
}
