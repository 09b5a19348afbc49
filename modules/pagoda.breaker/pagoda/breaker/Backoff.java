package pagoda.breaker;

import java.time.Duration;
import java.util.List;
import pagoda.breaker.internal.rules.Check;

/**
 * Delays that grow by a factor up to a cap, each shortened by a random share so that many clients
 * do not come back at once.
 *
 * <p>The delay of step {@code k = 0, 1, 2…} is {@code min(cap, base × factor^k)} times a random
 * number between {@code 1 - jitter} and 1. It is never above the cap, at any step. Immutable.
 *
 * {@snippet lang=java :
 * Backoff.reopening().withBase(Duration.ofSeconds(5)).withCap(Duration.ofMinutes(2));
 * }
 *
 * @since 0.1.0
 */
public final class Backoff {
  private final Duration base;
  private final double factor;
  private final Duration cap;
  private final double jitter;

  /** Delays of the owner's; empty when they follow from base and factor. */
  private final List<Duration> steps;

  private Backoff(Duration base, double factor, Duration cap, double jitter) {
    this(base, factor, cap, jitter, List.of());
  }

  private Backoff(Duration base, double factor, Duration cap, double jitter, List<Duration> steps) {
    this.steps = steps;
    this.base = Check.positive("backoff.base", base);
    this.factor = Check.range("backoff.factor", factor, 1.0, 1_000.0);
    this.cap = Check.duration("backoff.cap", cap, base);
    this.jitter = Check.range("backoff.jitter", jitter, 0.0, 1.0);
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
   * @param delay the delay, above zero, up to 365 days
   * @return a backoff without growth or jitter
   */
  public static Backoff fixed(Duration delay) {
    return new Backoff(delay, 1, delay, 0);
  }

  /**
   * Delays of the owner's, one a step; the last is that of every later step too. Their jitter can
   * be changed, and nothing else.
   *
   * @param delays 1 to 1,000 delays, each above zero, up to 365 days
   * @return a backoff without jitter
   */
  public static Backoff steps(Duration... delays) {
    Check.range("backoff.steps.size", delays.length, 1, 1_000);
    Duration longest = delays[0];
    for (Duration delay : delays) {
      Check.positive("backoff.steps", delay);
      longest = delay.compareTo(longest) > 0 ? delay : longest;
    }
    return new Backoff(delays[0], 1, longest, 0, List.of(delays));
  }

  /** {@return the delay of step 0 before jitter} */
  public Duration base() {
    return base;
  }

  /**
   * Changes {@link #base}. A cap below it is raised to it.
   *
   * @param value above 0, up to 365 days
   * @return the changed backoff
   */
  public Backoff withBase(Duration value) {
    Check.positive("backoff.base", value);
    return new Backoff(value, factor, cap.compareTo(value) < 0 ? value : cap, jitter);
  }

  /** {@return how a step follows from the one before} */
  public double factor() {
    return factor;
  }

  /**
   * Changes {@link #factor}.
   *
   * @param value 1 to 1,000
   * @return the changed backoff
   */
  public Backoff withFactor(double value) {
    return new Backoff(base, value, cap, jitter);
  }

  /** {@return the longest delay} */
  public Duration cap() {
    return cap;
  }

  /**
   * Changes {@link #cap}.
   *
   * @param value from the base up to 365 days
   * @return the changed backoff
   */
  public Backoff withCap(Duration value) {
    return new Backoff(base, factor, value, jitter);
  }

  /** {@return the share of a delay that is random} */
  public double jitter() {
    return jitter;
  }

  /**
   * Changes {@link #jitter}.
   *
   * @param value 0 to 1
   * @return the changed backoff
   */
  public Backoff withJitter(double value) {
    return new Backoff(base, factor, cap, value, steps);
  }

  /**
   * The delay of a step.
   *
   * @param step 0 for the first delay; any larger number saturates at the cap
   * @param random a number from 0 (shortest delay) up to 1 (longest)
   * @return nanoseconds, from 1 up to the cap
   */
  public long nanos(int step, double random) {
    double full =
        steps.isEmpty()
            ? base.toNanos() * Math.pow(factor, Math.max(0, step))
            : steps.get(Math.clamp(step, 0, steps.size() - 1)).toNanos();
    long capped = (long) Math.min(full, (double) cap.toNanos());
    double share = 1 - jitter + jitter * Math.clamp(random, 0.0, 1.0);
    return Math.clamp((long) (capped * share), 1L, cap.toNanos());
  }

  @Override
  public String toString() {
    if (!steps.isEmpty()) {
      return "Backoff[steps=%s, jitter=%s]".formatted(steps, jitter);
    }
    return "Backoff[base=%s, factor=%s, cap=%s, jitter=%s]".formatted(base, factor, cap, jitter);
  }
}
