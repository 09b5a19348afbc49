package pagoda.breaker;

import java.time.Duration;
import pagoda.breaker.internal.rules.Check;

/**
 * Delays that grow by a factor up to a cap, each shortened by a random share so that many clients
 * do not come back at once.
 *
 * <p>The delay of step {@code k = 0, 1, 2…} is {@code min(cap, base × factor^k)} times a random
 * number between {@code 1 - jitter} and 1. It is never above the cap, at any step. Immutable.
 *
 * @param base the delay of step 0 before jitter, above zero
 * @param factor how a step follows from the one before, 1 to 1,000
 * @param cap the longest delay, not below the base
 * @param jitter the share of a delay that is random, 0 to 1
 */
public record Backoff(Duration base, double factor, Duration cap, double jitter) {
  /** Checks every component. */
  public Backoff {
    Check.positive("backoff.base", base);
    Check.range("backoff.factor", factor, 1.0, 1_000.0);
    Check.duration("backoff.cap", cap, base);
    Check.range("backoff.jitter", jitter, 0.0, 1.0);
  }

  /**
   * The way a breaker re-opens: 30 s, doubled each time up to 5 minutes, each between 75 % and 100
   * % of its step.
   *
   * @return base 30 s, factor 2, cap 5 min, jitter 0.25
   */
  public static Backoff reopening() {
    return new Backoff(Duration.ofSeconds(30), 2, Duration.ofMinutes(5), 0.25);
  }

  /**
   * The way a {@link Retry} waits: 100 ms, doubled each time up to 10 s, with full jitter.
   *
   * @return base 100 ms, factor 2, cap 10 s, jitter 1
   */
  public static Backoff retrying() {
    return new Backoff(Duration.ofMillis(100), 2, Duration.ofSeconds(10), 1);
  }

  /**
   * Always the same delay.
   *
   * @param delay the delay, above zero
   * @return a backoff without growth or jitter
   */
  public static Backoff fixed(Duration delay) {
    return new Backoff(delay, 1, delay, 0);
  }

  /**
   * The same backoff from another base. A cap below the base is raised to it.
   *
   * @param base the delay of step 0 before jitter
   * @return a new backoff
   */
  public Backoff withBase(Duration base) {
    Check.positive("backoff.base", base);
    return new Backoff(base, factor, cap.compareTo(base) < 0 ? base : cap, jitter);
  }

  /**
   * The delay of a step.
   *
   * @param step 0 for the first delay; any larger number saturates at the cap
   * @param random a number from 0 (shortest delay) up to 1 (longest)
   * @return nanoseconds, from 1 up to the cap
   */
  public long nanos(int step, double random) {
    double full = base.toNanos() * Math.pow(factor, Math.max(0, step));
    long capped = (long) Math.min(full, (double) cap.toNanos());
    double share = 1 - jitter + jitter * Math.clamp(random, 0.0, 1.0);
    return Math.clamp((long) (capped * share), 1L, cap.toNanos());
  }
}
