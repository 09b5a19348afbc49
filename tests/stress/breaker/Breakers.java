package stress.breaker;

import java.time.Duration;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Probe;
import pagoda.breaker.Trip;

/** Breakers in the state a stress test begins with. Their clock stands still unless moved. */
final class Breakers {
  /** A clock that is moved by plain writes before the actors begin. */
  static final class Clock {
    long nanos;
  }

  private Breakers() {}

  static CircuitBreaker closed(Clock clock, int failures) {
    return of(clock, BreakerPolicy.defaults().withTrips(new Trip.ConsecutiveFailures(failures)));
  }

  static CircuitBreaker readyToTest(Clock clock, int probes) {
    CircuitBreaker breaker =
        of(clock, BreakerPolicy.defaults().withProbe(Probe.defaults().withPermits(probes)));
    breaker.trip(Duration.ofNanos(1), "stress");
    clock.nanos++;
    return breaker;
  }

  private static CircuitBreaker of(Clock clock, BreakerPolicy policy) {
    BreakerPolicy fixed = policy.withReopen(Backoff.fixed(Duration.ofDays(1)));
    return CircuitBreaker.of("stress", fixed, () -> clock.nanos, () -> -1L);
  }
}
