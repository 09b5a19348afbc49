package pagoda.breaker;

import java.util.function.Predicate;
import pagoda.breaker.internal.rules.Check;

/**
 * How often and when a {@link Retry} tries again. Immutable.
 *
 * {@snippet lang=java :
 * RetryPolicy.defaults().withAttempts(5).withRetryOn(IOException.class::isInstance);
 * }
 */
public final class RetryPolicy {
  private static final RetryPolicy DEFAULTS =
      new RetryPolicy(3, Backoff.retrying(), thrown -> true);

  private final int attempts;
  private final Backoff backoff;
  private final Predicate<? super Exception> retryOn;

  private RetryPolicy(int attempts, Backoff backoff, Predicate<? super Exception> retryOn) {
    this.attempts = Check.range("retry.attempts", attempts, 1, 100);
    this.backoff = Check.present("retry.backoff", backoff);
    this.retryOn = Check.present("retry.retry-on", retryOn);
  }

  /** {@return the policy of three attempts, full jitter from 100 ms, whatever was thrown} */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /** {@return how many attempts a call gets in all} */
  public int attempts() {
    return attempts;
  }

  /**
   * Changes {@link #attempts}.
   *
   * @param value 1 to 100; default 3
   * @return the changed policy
   */
  public RetryPolicy withAttempts(int value) {
    return new RetryPolicy(value, backoff, retryOn);
  }

  /** {@return the waits between attempts} */
  public Backoff backoff() {
    return backoff;
  }

  /**
   * Changes {@link #backoff}.
   *
   * @param value the waits; default {@link Backoff#retrying()}
   * @return the changed policy
   */
  public RetryPolicy withBackoff(Backoff value) {
    return new RetryPolicy(attempts, value, retryOn);
  }

  /** {@return which exceptions are worth another attempt} */
  public Predicate<? super Exception> retryOn() {
    return retryOn;
  }

  /**
   * Changes {@link #retryOn}.
   *
   * @param value true for an exception that is worth another attempt; default every one. It is
   *     never asked about refusals, interrupts, cancellations and {@link Error}s: those are not
   *     retried
   * @return the changed policy
   */
  public RetryPolicy withRetryOn(Predicate<? super Exception> value) {
    return new RetryPolicy(attempts, backoff, value);
  }

  @Override
  public String toString() {
    return "RetryPolicy[attempts=%s, backoff=%s, retryOn=%s]".formatted(attempts, backoff, retryOn);
  }
}
