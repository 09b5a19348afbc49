package pagoda.queue;

import java.time.Duration;

/**
 * How long a job waits after a failed attempt: {@code min(cap, base × factor^(attempt−1))}, of
 * which a random share up to {@code jitter} is taken off. Immutable.
 *
 * @param base the first delay, 0 to {@code cap}; default 1 s
 * @param factor the growth from one attempt to the next, 1 to 10; default 2
 * @param cap the longest delay, up to 7 days; default 5 minutes
 * @param jitter the largest share taken off at random, 0 to 1; default 0.25
 */
public record Backoff(Duration base, double factor, Duration cap, double jitter) {
  /** 1 s, 2 s, 4 s, … up to 5 minutes, each less up to a quarter. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(5), 0.25);

  /** Checks the ranges. */
  public Backoff {
    InvalidConfigException.check(
        !cap.isNegative() && cap.compareTo(Duration.ofDays(7)) <= 0, "backoff.cap", "0 to 7d", cap);
    InvalidConfigException.check(
        !base.isNegative() && base.compareTo(cap) <= 0, "backoff.base", "0 to the cap", base);
    InvalidConfigException.check(factor >= 1 && factor <= 10, "backoff.factor", "1 to 10", factor);
    InvalidConfigException.check(jitter >= 0 && jitter <= 1, "backoff.jitter", "0 to 1", jitter);
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
}
