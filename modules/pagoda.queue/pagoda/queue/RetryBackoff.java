package pagoda.queue;

import static pagoda.queue.InvalidOptionException.check;

import java.time.Duration;

/**
 * How long a job waits after a failed attempt: {@code min(cap, base × factor^(attempt−1))}, of
 * which a random share up to {@code jitter} is taken off. Immutable.
 */
public final class RetryBackoff {
  private static final Duration LONGEST = Duration.ofDays(7);

  private final Duration base;
  private final double factor;
  private final Duration cap;
  private final double jitter;

  private RetryBackoff(Duration base, double factor, Duration cap, double jitter) {
    check(!cap.isNegative() && cap.compareTo(LONGEST) <= 0, "backoff.cap", "0 to 7d", cap);
    check(!base.isNegative() && base.compareTo(LONGEST) <= 0, "backoff.base", "0 to 7d", base);
    check(factor >= 1 && factor <= 10, "backoff.factor", "1 to 10", factor);
    check(jitter >= 0 && jitter <= 1, "backoff.jitter", "0 to 1", jitter);
    this.base = base;
    this.factor = factor;
    this.cap = cap;
    this.jitter = jitter;
  }

  /** {@return 1 s, 2 s, 4 s, … up to 5 minutes, each less up to a quarter} */
  public static RetryBackoff defaults() {
    return new RetryBackoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(5), 0.25);
  }

  /**
   * The same delay each time.
   *
   * @param delay the delay, 0 to 7 days
   * @return the backoff
   */
  public static RetryBackoff fixed(Duration delay) {
    return new RetryBackoff(delay, 1, delay, 0);
  }

  /**
   * Changes the first delay.
   *
   * @param value 0 to 7 days; default 1 s; the cap bounds it too
   * @return the changed backoff
   */
  public RetryBackoff withBase(Duration value) {
    return new RetryBackoff(value, factor, cap, jitter);
  }

  /**
   * Changes the growth from one attempt to the next.
   *
   * @param value 1 to 10; default 2
   * @return the changed backoff
   */
  public RetryBackoff withFactor(double value) {
    return new RetryBackoff(base, value, cap, jitter);
  }

  /**
   * Changes the longest delay.
   *
   * @param value 0 to 7 days; default 5 minutes
   * @return the changed backoff
   */
  public RetryBackoff withCap(Duration value) {
    return new RetryBackoff(base, factor, value, jitter);
  }

  /**
   * Changes the largest share taken off at random.
   *
   * @param value 0 to 1; default 0.25
   * @return the changed backoff
   */
  public RetryBackoff withJitter(double value) {
    return new RetryBackoff(base, factor, cap, value);
  }

  /**
   * The delay before the attempt that follows.
   *
   * @param attempt the attempt that failed, from 1
   * @param random 0 to 1, uniformly distributed
   * @return the delay
   */
  public Duration delay(int attempt, double random) {
    double grown = (double) base.toMillis() * Math.pow(factor, Math.max(0, attempt - 1));
    double capped = Math.min((double) cap.toMillis(), grown);
    return Duration.ofMillis(Math.round(capped * (1 - jitter * random)));
  }

  @Override
  public String toString() {
    return "RetryBackoff[base=%s, factor=%s, cap=%s, jitter=%s]"
        .formatted(base, factor, cap, jitter);
  }
}
