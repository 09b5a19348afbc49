package pagoda.breaker;

import java.time.Duration;
import pagoda.breaker.internal.rules.Check;

/**
 * How many calls a {@link RateLimiter} lets begin in a time, and how many may wait. Immutable.
 *
 * {@snippet lang=java :
 * RateLimiterPolicy.defaults().withRate(100, Duration.ofSeconds(1)).withBurst(10);
 * }
 *
 * @since 0.1.0
 */
public final class RateLimiterPolicy {
  private static final int MOST = 1_000_000;
  private static final RateLimiterPolicy DEFAULTS =
      new RateLimiterPolicy(10, Duration.ofSeconds(1), 1, Duration.ZERO, 100);

  private final int permits;
  private final Duration period;
  private final int burst;
  private final Duration maxWait;
  private final int maxWaiting;

  private RateLimiterPolicy(
      int permits, Duration period, int burst, Duration maxWait, int maxWaiting) {
    this.permits = Check.range("limiter.permits", permits, 1, MOST);
    this.period = Check.duration("limiter.period", period, Duration.ofNanos(permits));
    this.burst = Check.range("limiter.burst", burst, 1, MOST);
    this.maxWait = Check.notNegative("limiter.max-wait", maxWait);
    this.maxWaiting = Check.range("limiter.max-waiting", maxWaiting, 0, MOST);
  }

  /** {@return ten calls a second, evenly spread; whoever comes too early is refused} */
  public static RateLimiterPolicy defaults() {
    return DEFAULTS;
  }

  /** {@return how many calls may begin in a period} */
  public int permits() {
    return permits;
  }

  /** {@return the time in which so many calls may begin} */
  public Duration period() {
    return period;
  }

  /**
   * Changes {@link #permits} and {@link #period}.
   *
   * @param newPermits 1 to 1,000,000; default 10
   * @param newPeriod at least a nanosecond a permit, up to 365 days; default 1 s
   * @return the changed policy
   */
  public RateLimiterPolicy withRate(int newPermits, Duration newPeriod) {
    return new RateLimiterPolicy(newPermits, newPeriod, burst, maxWait, maxWaiting);
  }

  /** {@return how many calls may begin at once after a quiet time} */
  public int burst() {
    return burst;
  }

  /**
   * Changes {@link #burst}.
   *
   * @param value 1 to 1,000,000; default 1, which spreads calls evenly. A quiet time saves up to as
   *     many permits, so that in any time {@code t} at most {@code burst + t × permits / period}
   *     calls begin
   * @return the changed policy
   */
  public RateLimiterPolicy withBurst(int value) {
    return new RateLimiterPolicy(permits, period, value, maxWait, maxWaiting);
  }

  /** {@return how long a call waits for its turn} */
  public Duration maxWait() {
    return maxWait;
  }

  /**
   * Changes {@link #maxWait}.
   *
   * @param value 0 to 365 days; default 0, which refuses a call at once. One whose turn would come
   *     later is refused without waiting
   * @return the changed policy
   */
  public RateLimiterPolicy withMaxWait(Duration value) {
    return new RateLimiterPolicy(permits, period, burst, value, maxWaiting);
  }

  /** {@return how many calls may wait at once} */
  public int maxWaiting() {
    return maxWaiting;
  }

  /**
   * Changes {@link #maxWaiting}.
   *
   * @param value 0 to 1,000,000; default 100
   * @return the changed policy
   */
  public RateLimiterPolicy withMaxWaiting(int value) {
    return new RateLimiterPolicy(permits, period, burst, maxWait, value);
  }

  @Override
  public String toString() {
    return "RateLimiterPolicy[permits=%s, period=%s, burst=%s, maxWait=%s, maxWaiting=%s]"
        .formatted(permits, period, burst, maxWait, maxWaiting);
  }
}
