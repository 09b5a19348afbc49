package pagoda.breaker;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Why a breaker is in the state it is in: rule, numbers, words. Immutable; holds no exception.
 *
 * @since 0.1.0
 */
public sealed interface Reason {
  /**
   * The reason in one short line.
   *
   * @return text for a log line or a status page
   */
  String text();

  /** The breaker is new. */
  record Created() implements Reason {
    @Override
    public String text() {
      return "created";
    }
  }

  /**
   * A rule was met.
   *
   * @param trip the rule
   * @param value what it compares: a number of calls, or a share from 0 to 1
   * @param counts the window at that moment
   * @param cause class and message of the last failure, shortened; empty if there was none
   */
  record Tripped(Trip trip, double value, Counts counts, String cause) implements Reason {
    @Override
    public String text() {
      String rule =
          switch (trip) {
            case Trip.ConsecutiveFailures _ -> Math.round(value) + " failures in a row";
            case Trip.FailuresInPeriod(_, Duration period) ->
                Math.round(value) + " failures within " + period.toMillis() + " ms";
            case Trip.Own(String name, _) -> name;
            case Trip.FailureRate(double rate, _) -> rate("failed", counts.failed(), rate);
            case Trip.SlowRate(double rate, _) -> rate("were slow", counts.slow(), rate);
            case Trip.FailedOrSlowRate(double rate, _) ->
                rate("failed or were slow", counts.failedOrSlow(), rate);
            case Trip.SlowInFlight(int count) ->
                Math.round(value) + " calls in flight past the slow threshold, limit " + count;
          };
      return cause.isEmpty() ? rule : rule + ", last: " + cause;
    }

    private String rate(String what, int part, double limit) {
      String percent = BigDecimal.valueOf(limit * 100).stripTrailingZeros().toPlainString();
      return part + " of " + counts.calls() + " calls " + what + ", limit " + percent + " %";
    }
  }

  /**
   * The time of an opening has passed and a call has come.
   *
   * @param openFor how long the breaker was to be open
   */
  record OpeningOver(Duration openFor) implements Reason {
    @Override
    public String text() {
      return "open for " + openFor.toMillis() + " ms, testing";
    }
  }

  /**
   * A probe failed, was slow, or the owner's health check failed or was lost.
   *
   * @param what which of these
   * @param cause class and message of the failure, shortened; empty if there was none
   */
  record ProbeFailed(String what, String cause) implements Reason {
    @Override
    public String text() {
      return cause.isEmpty() ? what : what + ": " + cause;
    }
  }

  /**
   * Every probe succeeded.
   *
   * @param probes how many there were
   */
  record ProbesPassed(int probes) implements Reason {
    @Override
    public String text() {
      return probes == 1 ? "the probe succeeded" : probes + " probes succeeded";
    }
  }

  /** The ramp came to its end without a trip. */
  record RampDone() implements Reason {
    @Override
    public String text() {
      return "the ramp is done";
    }
  }

  /**
   * Somebody asked for it.
   *
   * @param what {@code trip}, {@code isolate}, {@code disable}, {@code shadow} or {@code reset}
   * @param why their words; may be empty
   */
  record ByHand(String what, String why) implements Reason {
    @Override
    public String text() {
      return why.isEmpty() ? what + " by hand" : what + " by hand: " + why;
    }
  }
}
