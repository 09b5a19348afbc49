package pagoda.app.breakers;

import java.util.ArrayList;
import java.util.List;
import pagoda.app.settings.BreakerKeys;
import pagoda.app.settings.Settings;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Classifier;
import pagoda.breaker.Probe;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;

/** Makes a breaker's policy from its settings. */
final class BreakerPolicies {
  private BreakerPolicies() {}

  static BreakerPolicy of(Settings settings, BreakerKeys keys, Classifier classifier) {
    Backoff reopen =
        Backoff.reopening()
            .withBase(settings.get(keys.reopenAfter))
            .withCap(settings.get(keys.reopenCap));
    return BreakerPolicy.defaults()
        .withSlowAfter(settings.get(keys.slowAfter))
        .withWindow(Window.count(settings.get(keys.window)))
        .withTrips(trips(settings, keys).toArray(Trip[]::new))
        .withReopen(reopen)
        .withProbe(Probe.defaults().withPermits(settings.get(keys.probes)))
        .withClassifier(classifier);
  }

  private static List<Trip> trips(Settings settings, BreakerKeys keys) {
    List<Trip> trips = new ArrayList<>();
    int minimum = settings.get(keys.minimumCalls);
    if (settings.get(keys.failures) > 0) {
      trips.add(new Trip.ConsecutiveFailures(settings.get(keys.failures)));
    }
    if (settings.get(keys.failureRate) > 0) {
      trips.add(new Trip.FailureRate(settings.get(keys.failureRate), minimum));
    }
    if (settings.get(keys.slowRate) > 0) {
      trips.add(new Trip.SlowRate(settings.get(keys.slowRate), minimum));
    }
    return trips;
  }
}
