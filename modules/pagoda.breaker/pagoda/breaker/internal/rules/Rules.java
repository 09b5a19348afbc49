package pagoda.breaker.internal.rules;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Counts;
import pagoda.breaker.Reason;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;
import pagoda.breaker.internal.window.Outcome;

/** A policy as the call path wants it: plain numbers and flags. Immutable. */
public final class Rules {
  private static final long LEAST_LEASE = 10_000_000_000L;

  public final BreakerPolicy policy;

  /** Zero when no call is slow. */
  public final long slowAfterNanos;

  /** Whether the start of a call must be known. */
  public final boolean timed;

  /** Whether the end of a call must be known. */
  public final boolean endTimed;

  /** Whether every result that is returned is a success, so that nobody need be asked. */
  public final boolean standardClassifier;

  /** Whether slow calls can open the breaker. */
  public final boolean slowMatters;

  /** The smallest row of failures that trips; zero when none does. */
  public final int consecutiveFailures;

  /** The smallest number of slow calls in flight that trips; zero when none does. */
  public final int slowInFlight;

  /** Of how many failures the times are kept. */
  public final int failuresRemembered;

  /** Set once an owner's rule has thrown, so that the log is not flooded. */
  private final AtomicBoolean ownReported = new AtomicBoolean();

  /** Set once a classifier has misbehaved under these rules, so that the log is not flooded. */
  public final AtomicBoolean classifierReported = new AtomicBoolean();

  public Rules(BreakerPolicy policy) {
    this.policy = Fit.checked(policy);
    slowAfterNanos = policy.slowAfter().toNanos();
    timed = slowAfterNanos > 0;
    endTimed = timed || policy.window() instanceof Window.Time;
    standardClassifier = policy.classifier() instanceof StandardClassifier;
    int row = 0;
    int hanging = 0;
    int remembered = 0;
    boolean slow = false;
    for (Trip trip : policy.trips()) {
      switch (trip) {
        case Trip.ConsecutiveFailures(int count) -> row = least(row, count);
        case Trip.SlowInFlight(int count) -> {
          hanging = least(hanging, count);
          slow = true;
        }
        case Trip.FailuresInPeriod(int count, _) -> remembered = Math.max(remembered, count);
        case Trip.SlowRate _, Trip.FailedOrSlowRate _, Trip.Own _ -> slow = true;
        case Trip.FailureRate _ -> {}
      }
    }
    consecutiveFailures = row;
    slowInFlight = hanging;
    failuresRemembered = remembered;
    slowMatters = slow;
  }

  private static int least(int seen, int count) {
    return seen == 0 ? count : Math.min(seen, count);
  }

  public boolean isSlow(long nanos) {
    return nanos > slowAfterNanos && timed;
  }

  /** How long a probe may take before it counts as lost. */
  public long leaseNanos() {
    long asked = policy.probe().lease().toNanos();
    return asked > 0 ? asked : Math.max(2 * slowAfterNanos, LEAST_LEASE);
  }

  /** How long a failure asks the breaker to stay open, within the cap; zero when it does not. */
  public long askedNanos(Object result, Throwable thrown) {
    long cap = policy.reopen().cap().toNanos();
    return Asked.of(policy.retryAfter(), result, thrown)
        .map(asked -> Math.min(asked.toNanos(), cap))
        .orElse(0L);
  }

  /**
   * Judges the rules that a result counts towards.
   *
   * @param row failures in a row, this one included; 0 after a success
   * @return why to open, or null
   */
  public Reason.Tripped judge(byte outcome, int row, Ledger ledger, long now, Throwable thrown) {
    if (consecutiveFailures > 0 && row >= consecutiveFailures) {
      Trip trip = new Trip.ConsecutiveFailures(consecutiveFailures);
      return new Reason.Tripped(trip, row, ledger.counts(now), Causes.text(thrown));
    }
    for (Trip trip : policy.trips()) {
      if (!countsTowards(trip, outcome)) {
        continue;
      }
      if (trip instanceof Trip.FailuresInPeriod(int count, Duration period)) {
        if (ledger.failures.within(count, period.toNanos(), now)) {
          return new Reason.Tripped(trip, count, ledger.counts(now), Causes.text(thrown));
        }
      } else if (isMet(trip, ledger.counts(now))) {
        Counts counts = ledger.verified(now);
        if (isMet(trip, counts)) {
          return new Reason.Tripped(trip, share(trip, counts), counts, Causes.text(thrown));
        }
      }
    }
    return null;
  }

  private static boolean countsTowards(Trip trip, byte outcome) {
    return switch (trip) {
      case Trip.FailureRate _, Trip.FailuresInPeriod _ -> Outcome.failed(outcome);
      case Trip.SlowRate _ -> Outcome.slow(outcome);
      case Trip.FailedOrSlowRate _, Trip.Own _ -> outcome != Outcome.GOOD;
      case Trip.ConsecutiveFailures _, Trip.SlowInFlight _ -> false;
    };
  }

  private boolean isMet(Trip trip, Counts counts) {
    return switch (trip) {
      case Trip.Own(_, Predicate<Counts> met) -> isMet(met, counts);
      case Trip.FailureRate(double rate, int least) -> isMet(trip, counts, rate, least);
      case Trip.SlowRate(double rate, int least) -> isMet(trip, counts, rate, least);
      case Trip.FailedOrSlowRate(double rate, int least) -> isMet(trip, counts, rate, least);
      case Trip.ConsecutiveFailures _, Trip.FailuresInPeriod _, Trip.SlowInFlight _ -> false;
    };
  }

  private boolean isMet(Predicate<Counts> met, Counts counts) {
    try {
      return met.test(counts);
    } catch (Throwable t) {
      if (ownReported.compareAndSet(false, true)) {
        Warnings.warn("a rule of a circuit breaker's owner threw, so it is not met", t);
      }
      return false;
    }
  }

  private static boolean isMet(Trip trip, Counts counts, double rate, int least) {
    return counts.calls() >= least && share(trip, counts) >= rate;
  }

  private static double share(Trip trip, Counts counts) {
    int part =
        switch (trip) {
          case Trip.FailureRate _ -> counts.failed();
          case Trip.SlowRate _ -> counts.slow();
          case Trip.FailedOrSlowRate _ -> counts.failedOrSlow();
          case Trip.ConsecutiveFailures _,
              Trip.FailuresInPeriod _,
              Trip.SlowInFlight _,
              Trip.Own _ ->
              0;
        };
    return (double) part / Math.max(1, counts.calls());
  }
}
