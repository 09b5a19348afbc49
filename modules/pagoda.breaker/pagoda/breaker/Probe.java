package pagoda.breaker;

import java.time.Duration;
import java.util.Optional;
import pagoda.breaker.internal.rules.Check;

/**
 * How a half-open breaker finds out whether the dependency is well again.
 *
 * <p>It hands out a number of permits and closes when as many calls have succeeded; the first that
 * fails, or is slow while a rule on slow calls exists, re-opens it. Each permit is a lease: a probe
 * that has not ended when its lease is over is taken as lost, its permit goes to another call, and
 * its late result is ignored. Immutable.
 *
 * @param permits how many probes must succeed, and how many may run at once, 1 to 1,000
 * @param lease how long a probe may take before it counts as lost; zero for twice {@link
 *     BreakerPolicy#slowAfter()} and at least 10 s
 * @param ramp what follows the probes; empty for closing at once
 * @param task the owner's health check. When present, no user's call is a probe until it has
 *     succeeded: the first call after the opening starts it on a virtual thread and is itself
 *     refused. A lost or failed check re-opens the breaker. It is interrupted when its lease is
 *     over or it no longer matters; at most eight that ignore this go on
 */
public record Probe(
    int permits, Duration lease, Optional<Ramp> ramp, Optional<Task<?, ? extends Exception>> task) {
  /** Checks every component. */
  public Probe {
    Check.range("probe.permits", permits, 1, 1_000);
    Check.notNegative("probe.lease", lease);
    Check.present("probe.ramp", ramp);
    Check.present("probe.task", task);
  }

  /**
   * So many probes, the standard lease, no ramp, no task.
   *
   * @param permits how many, 1 to 1,000
   * @return the probe
   */
  public static Probe of(int permits) {
    return new Probe(permits, Duration.ZERO, Optional.empty(), Optional.empty());
  }

  /**
   * The same probe with another lease.
   *
   * @param lease how long a probe may take; zero for the standard
   * @return a new probe
   */
  public Probe withLease(Duration lease) {
    return new Probe(permits, lease, ramp, task);
  }

  /**
   * The same probe followed by a ramp.
   *
   * @param ramp the ramp
   * @return a new probe
   */
  public Probe withRamp(Ramp ramp) {
    return new Probe(permits, lease, Optional.of(ramp), task);
  }

  /**
   * The same probe preceded by a health check of the owner's.
   *
   * @param task the check; it is well when it returns
   * @return a new probe
   */
  public Probe withTask(Task<?, ? extends Exception> task) {
    return new Probe(permits, lease, ramp, Optional.of(task));
  }
}
