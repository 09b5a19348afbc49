package pagoda.breaker;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import pagoda.breaker.internal.rules.Check;

/**
 * How a half-open breaker finds out whether the dependency is well again.
 *
 * <p>It hands out a number of permits and closes when as many calls have succeeded, or as many of
 * them as are required; the first that fails, or is slow while a rule on slow calls exists, and
 * puts that out of reach, re-opens it. Each permit is a lease: a probe that has not ended when its
 * lease is over is taken as lost, its permit goes to another call, and its late result is ignored.
 * Immutable.
 *
 * {@snippet lang=java :
 * BreakerPolicy.defaults().withProbe(Probe.defaults().withPermits(3));
 * }
 *
 * @since 0.1.0
 */
public final class Probe {
  /** The greatest number of {@link #permits}: {@value}. */
  public static final int MOST_PERMITS = 1_000;

  private static final Probe DEFAULTS =
      new Probe(1, OptionalInt.empty(), Duration.ZERO, Optional.empty(), Optional.empty());

  private final int permits;

  /** Empty: all of them. */
  private final OptionalInt required;

  private final Duration lease;
  private final Optional<Ramp> ramp;
  private final Optional<Task<?, ? extends Exception>> task;

  private Probe(
      int permits,
      OptionalInt required,
      Duration lease,
      Optional<Ramp> ramp,
      Optional<Task<?, ? extends Exception>> task) {
    this.permits = Check.range("probe.permits", permits, 1, MOST_PERMITS);
    required.ifPresent(least -> Check.range("probe.required", least, 1, permits));
    this.required = required;
    this.lease = Check.notNegative("probe.lease", lease);
    this.ramp = ramp;
    this.task = task;
  }

  /** {@return one probe, the standard lease, no ramp, no task} */
  public static Probe defaults() {
    return DEFAULTS;
  }

  /** {@return how many probes there are, and how many may run at once} */
  public int permits() {
    return permits;
  }

  /**
   * Changes {@link #permits}.
   *
   * @param value 1 to {@value #MOST_PERMITS}; default 1
   * @return the changed probe
   */
  public Probe withPermits(int value) {
    return new Probe(value, required, lease, ramp, task);
  }

  /** {@return how many of the probes must succeed} */
  public int required() {
    return required.orElse(permits);
  }

  /**
   * Changes {@link #required}. The breaker closes as soon as so many probes have succeeded, and
   * re-opens as soon as too many have failed for that.
   *
   * @param value 1 to the number of permits; default all of them
   * @return the changed probe
   */
  public Probe withRequired(int value) {
    return new Probe(permits, OptionalInt.of(value), lease, ramp, task);
  }

  /** {@return how long a probe may take before it counts as lost; zero for the standard} */
  public Duration lease() {
    return lease;
  }

  /**
   * Changes {@link #lease}.
   *
   * @param value 0 to 365 days; default 0, which stands for twice {@link BreakerPolicy#slowAfter()}
   *     and at least 10 s
   * @return the changed probe
   */
  public Probe withLease(Duration value) {
    return new Probe(permits, required, value, ramp, task);
  }

  /** {@return what follows the probes; empty for closing at once} */
  public Optional<Ramp> ramp() {
    return ramp;
  }

  /**
   * Lets a ramp follow the probes.
   *
   * @param value the ramp; by default there is none
   * @return the changed probe
   */
  public Probe withRamp(Ramp value) {
    return new Probe(
        permits, required, lease, Optional.of(Check.present("probe.ramp", value)), task);
  }

  /** {@return the owner's health check, if there is one} */
  public Optional<Task<?, ? extends Exception>> task() {
    return task;
  }

  /**
   * Lets a health check of the owner's precede the probes: no user's call is a probe until it has
   * succeeded. The first call after the opening starts it on a virtual thread and is itself
   * refused. A lost or failed check re-opens the breaker. It is interrupted when its lease is over
   * or it no longer matters; at most eight that ignore this go on.
   *
   * @param value the check; it is well when it returns. By default there is none
   * @return the changed probe
   */
  public Probe withTask(Task<?, ? extends Exception> value) {
    return new Probe(
        permits, required, lease, ramp, Optional.of(Check.present("probe.task", value)));
  }

  @Override
  public String toString() {
    return "Probe[permits=%s, required=%s, lease=%s, ramp=%s, task=%s]"
        .formatted(permits, required(), lease, ramp, task);
  }
}
