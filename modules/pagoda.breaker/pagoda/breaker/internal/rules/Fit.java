package pagoda.breaker.internal.rules;

import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;

/** Whether the trips of a policy fit its window and its threshold. */
final class Fit {
  private Fit() {}

  static BreakerPolicy checked(BreakerPolicy policy) {
    for (Trip trip : policy.trips()) {
      switch (trip) {
        case Trip.ConsecutiveFailures _, Trip.FailuresInPeriod _, Trip.Own _ -> {}
        case Trip.FailureRate(_, int minimum) -> fits(policy, "trip.failure-rate", minimum);
        case Trip.SlowRate(_, int minimum) -> {
          fits(policy, "trip.slow-rate", minimum);
          needsThreshold(policy, "trip.slow-rate");
        }
        case Trip.FailedOrSlowRate(_, int minimum) -> {
          fits(policy, "trip.failed-or-slow-rate", minimum);
          needsThreshold(policy, "trip.failed-or-slow-rate");
        }
        case Trip.SlowInFlight _ -> needsThreshold(policy, "trip.slow-in-flight");
      }
    }
    return policy;
  }

  private static void fits(BreakerPolicy policy, String rule, int minimum) {
    if (policy.window() instanceof Window.Count(int size) && minimum > size) {
      throw new InvalidPolicyException(
          rule + ".minimum", "1 to " + size + ", the window's size", minimum);
    }
  }

  private static void needsThreshold(BreakerPolicy policy, String rule) {
    if (policy.slowAfter().isZero()) {
      throw new InvalidPolicyException("slow-after", "above zero with " + rule, policy.slowAfter());
    }
  }
}
