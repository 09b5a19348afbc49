package pagoda.breaker.blackbox;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Counts;
import pagoda.breaker.Trip;

/** The rules of a breaker as their documentation has them. */
final class ReferenceRules {
  private ReferenceRules() {}

  /**
   * Whether a rule is met by the result that was booked last.
   *
   * @param row failures in a row
   * @param failures when each failure of this generation was
   */
  static boolean isMet(
      Trip trip,
      boolean isFailure,
      boolean isSlow,
      int row,
      Counts seen,
      List<Long> failures,
      long now) {
    return switch (trip) {
      case Trip.ConsecutiveFailures(int count) -> isFailure && row >= count;
      case Trip.FailuresInPeriod(int count, Duration period) ->
          isFailure
              && failures.size() >= count
              && now - failures.get(failures.size() - count) <= period.toNanos();
      case Trip.Own(_, Predicate<Counts> rule) -> (isFailure || isSlow) && rule.test(seen);
      case Trip.FailureRate(double rate, int least) ->
          isFailure && isMet(seen.failed(), seen, rate, least);
      case Trip.SlowRate(double rate, int least) -> isSlow && isMet(seen.slow(), seen, rate, least);
      case Trip.FailedOrSlowRate(double rate, int least) ->
          (isFailure || isSlow) && isMet(seen.failedOrSlow(), seen, rate, least);
      case Trip.SlowInFlight _ -> false;
    };
  }

  /** Of how many failures a policy keeps the times. */
  static int remembered(BreakerPolicy policy) {
    return policy.trips().stream()
        .mapToInt(trip -> trip instanceof Trip.FailuresInPeriod(int count, _) ? count : 0)
        .max()
        .orElse(0);
  }

  private static boolean isMet(int part, Counts seen, double rate, int least) {
    return seen.calls() >= least && (double) part / seen.calls() >= rate;
  }
}
