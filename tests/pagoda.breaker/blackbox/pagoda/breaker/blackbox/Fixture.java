package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Permit;
import pagoda.breaker.Probe;
import pagoda.breaker.State;
import pagoda.breaker.Trip;

/** A breaker on a clock and a jitter that tests control, and the calls they make through it. */
final class Fixture {
  static final Duration OPEN = Duration.ofSeconds(30);
  static final Duration LEASE = Duration.ofSeconds(10);

  final ManualClock clock;
  final CircuitBreaker breaker;

  private Fixture(BreakerPolicy policy, ManualClock clock) {
    this.clock = clock;
    breaker = CircuitBreaker.of("dependency", policy, clock, longest());
  }

  static Fixture of(BreakerPolicy policy) {
    return of(policy, new ManualClock());
  }

  static Fixture of(BreakerPolicy policy, ManualClock clock) {
    return new Fixture(policy, clock);
  }

  /** Opens after three failures in a row for 30 s, then tests with so many probes. */
  static BreakerPolicy policy(int probes) {
    return BreakerPolicy.defaults().withProbe(Probe.defaults().withPermits(probes));
  }

  /** Opens when half of at least so many calls failed. */
  static BreakerPolicy rate(int minimum) {
    return BreakerPolicy.defaults().withTrips(new Trip.FailureRate(0.5, minimum));
  }

  /** A breaker that has opened and whose time has passed, so that the next call is a probe. */
  static Fixture readyToTest(BreakerPolicy policy) {
    Fixture fixture = of(policy.withReopen(Backoff.fixed(OPEN)));
    fixture.breaker.trip(OPEN, "test");
    fixture.clock.advance(OPEN);
    return fixture;
  }

  /** Draws that leave every delay at its longest. */
  static RandomGenerator longest() {
    return () -> -1L;
  }

  Permit acquire() {
    Permit permit = breaker.tryAcquire();
    assertTrue(permit.isGranted(), () -> "refused: " + breaker.check());
    return permit;
  }

  void ifGranted(Consumer<Permit> use) {
    Permit permit = breaker.tryAcquire();
    if (permit.isGranted()) {
      use.accept(permit);
    }
  }

  void succeed() {
    assertEquals("well", breaker.call(() -> "well"));
  }

  void succeed(int times) {
    for (int i = 0; i < times; i++) {
      succeed();
    }
  }

  void fail() {
    assertThrows(BrokenException.class, () -> breaker.call(BrokenException::raise));
  }

  void fail(int times) {
    for (int i = 0; i < times; i++) {
      fail();
    }
  }

  /** A call that takes so long by the breaker's clock. */
  void takeFor(Duration time) {
    breaker.call(() -> {
      clock.advance(time);
      return null;
    });
  }

  State state() {
    return breaker.snapshot().state();
  }
}
