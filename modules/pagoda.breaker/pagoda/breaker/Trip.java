package pagoda.breaker;

import java.time.Duration;
import java.util.function.Predicate;
import pagoda.breaker.internal.rules.Check;

/**
 * A rule that opens a breaker. A breaker may have several; the first that is met opens it.
 *
 * <p>A rule is judged only when a result arrives that counts towards it: a success never opens a
 * breaker, even when it is the one that completes the minimum. A rate is met when it is reached, so
 * a rate of 1 means that every call failed. Immutable.
 *
 * @since 0.1.0
 */
public sealed interface Trip {
  /** The greatest number of calls that a rule counts or waits for: {@value}. */
  int MOST_CALLS = 1_000_000;

  /** The greatest number of failures that {@link FailuresInPeriod} counts: {@value}. */
  int MOST_FAILURES_IN_PERIOD = 10_000;

  /**
   * So many failures without a success in between. Ignored results do not break the row. Needs no
   * window.
   *
   * @param count how many, 1 to 1,000,000
   */
  record ConsecutiveFailures(int count) implements Trip {
    /** Checks the count. */
    public ConsecutiveFailures {
      Check.range("trip.consecutive-failures", count, 1, MOST_CALLS);
    }
  }

  /**
   * So many failures within a time, whatever succeeded in between. Needs no window; it keeps the
   * times of as many failures, eight bytes each.
   *
   * @param count how many, 1 to {@value #MOST_FAILURES_IN_PERIOD}
   * @param period the time within which they lie, both ends included; above 0, up to 365 days
   */
  record FailuresInPeriod(int count, Duration period) implements Trip {
    /** Checks count and period. */
    public FailuresInPeriod {
      Check.range("trip.failures-in-period", count, 1, MOST_FAILURES_IN_PERIOD);
      Check.positive("trip.failures-in-period.period", period);
    }
  }

  /**
   * A rule of the owner's. It is asked when a failed or slow result has been booked, on the thread
   * that ends the call, outside every lock. One that throws is not met.
   *
   * @param name what the rule says, for {@link Reason#text()}
   * @param met true when the window calls for opening; must be thread-safe and quick
   */
  record Own(String name, Predicate<Counts> met) implements Trip {
    /** Checks that both are there. */
    public Own {
      Check.present("trip.own.name", name);
      Check.present("trip.own.met", met);
    }
  }

  /**
   * A share of failures among the results in the window.
   *
   * @param rate the share, above 0, up to 1
   * @param minimum how many results the window must hold first, 1 or more
   */
  record FailureRate(double rate, int minimum) implements Trip {
    /** Checks rate and minimum. */
    public FailureRate {
      Check.share("trip.failure-rate", rate);
      Check.range("trip.failure-rate.minimum", minimum, 1, MOST_CALLS);
    }
  }

  /**
   * A share of slow results, failed or not, among the results in the window. Slow means longer than
   * {@link BreakerPolicy#slowAfter()}.
   *
   * @param rate the share, above 0, up to 1
   * @param minimum how many results the window must hold first, 1 or more
   */
  record SlowRate(double rate, int minimum) implements Trip {
    /** Checks rate and minimum. */
    public SlowRate {
      Check.share("trip.slow-rate", rate);
      Check.range("trip.slow-rate.minimum", minimum, 1, MOST_CALLS);
    }
  }

  /**
   * A share of results that failed or were slow or both: one budget for the two.
   *
   * @param rate the share, above 0, up to 1
   * @param minimum how many results the window must hold first, 1 or more
   */
  record FailedOrSlowRate(double rate, int minimum) implements Trip {
    /** Checks rate and minimum. */
    public FailedOrSlowRate {
      Check.share("trip.failed-or-slow-rate", rate);
      Check.range("trip.failed-or-slow-rate.minimum", minimum, 1, MOST_CALLS);
    }
  }

  /**
   * So many calls that are still running past {@link BreakerPolicy#slowAfter()}. This is the rule
   * that sees a dependency that hangs, since calls that never end never become results. It is
   * judged when the next call arrives, and sees a call at most a quarter of {@code slowAfter} late.
   *
   * @param count how many, 1 to 1,000,000
   */
  record SlowInFlight(int count) implements Trip {
    /** Checks the count. */
    public SlowInFlight {
      Check.range("trip.slow-in-flight", count, 1, MOST_CALLS);
    }
  }
}
