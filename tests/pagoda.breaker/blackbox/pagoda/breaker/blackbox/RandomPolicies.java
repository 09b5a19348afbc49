package pagoda.breaker.blackbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Probe;
import pagoda.breaker.Ramp;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;

/** Policies of every kind, on small numbers, so that their rules are met often. */
final class RandomPolicies {
  private static final long SECOND = 1_000_000_000L;

  private final Random random;

  RandomPolicies(Random random) {
    this.random = random;
  }

  BreakerPolicy policy() {
    Window window =
        random.nextBoolean()
            ? Window.count(4 + random.nextInt(20))
            : new Window.Time(
                Duration.ofNanos(SECOND + random.nextLong(20 * SECOND)), 1 + random.nextInt(12));
    long base = 1 + random.nextLong(40 * SECOND);
    int permits = 1 + random.nextInt(4);
    Probe probe =
        Probe.defaults()
            .withPermits(permits)
            .withRequired(1 + random.nextInt(permits))
            .withLease(Duration.ofNanos(random.nextInt(3) == 0 ? 0 : random.nextLong(20 * SECOND)));
    return BreakerPolicy.defaults()
        .withWindow(window)
        .withTrips(trips(random.nextBoolean()))
        .withSlowAfter(Duration.ofNanos(100 + random.nextLong(2 * SECOND)))
        .withReopen(
            Backoff.fixed(Duration.ofNanos(base))
                .withFactor(1 + random.nextDouble() * 2)
                .withCap(Duration.ofNanos(base * (1 + random.nextInt(10))))
                .withJitter(random.nextDouble()))
        .withForgetAfter(Duration.ofNanos(1 + random.nextLong(60 * SECOND)))
        .withProbe(random.nextBoolean() ? probe : probe.withRamp(ramp()));
  }

  private Ramp ramp() {
    int first = 1 + random.nextInt(40);
    return Ramp.defaults()
        .withPercents(first, first + 1 + random.nextInt(50))
        .withStep(Duration.ofNanos(1 + random.nextLong(5 * SECOND)));
  }

  /** Rules; the one on calls in flight is among them as asked. */
  Trip[] trips(boolean hanging) {
    List<Trip> trips = new ArrayList<>();
    if (random.nextBoolean()) {
      trips.add(new Trip.ConsecutiveFailures(1 + random.nextInt(6)));
    }
    if (random.nextBoolean()) {
      trips.add(new Trip.FailureRate(1 - random.nextDouble(), 1 + random.nextInt(4)));
    }
    if (random.nextBoolean()) {
      trips.add(new Trip.SlowRate(1 - random.nextDouble(), 1 + random.nextInt(4)));
    }
    if (random.nextBoolean()) {
      trips.add(new Trip.FailedOrSlowRate(1 - random.nextDouble(), 1 + random.nextInt(4)));
    }
    if (random.nextInt(3) == 0) {
      trips.add(
          new Trip.FailuresInPeriod(
              1 + random.nextInt(6), Duration.ofNanos(1 + random.nextLong(20 * SECOND))));
    }
    if (random.nextInt(4) == 0) {
      int most = 2 + random.nextInt(6);
      trips.add(new Trip.Own(most + " bad ones", counts -> counts.failedOrSlow() >= most));
    }
    if (hanging || trips.isEmpty()) {
      trips.add(
          hanging ? new Trip.SlowInFlight(1 + random.nextInt(6)) : new Trip.ConsecutiveFailures(3));
    }
    return trips.toArray(Trip[]::new);
  }
}
