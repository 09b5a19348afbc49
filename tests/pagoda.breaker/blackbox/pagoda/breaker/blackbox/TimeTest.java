package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Counts;
import pagoda.breaker.State;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;

/** Clocks, windows of time and the length of openings (T16 to T19). */
class TimeTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration SLICE = Duration.ofSeconds(1);

  private static BreakerPolicy timed(int minimum) {
    return Fixture.rate(minimum).withWindow(Window.time(WINDOW));
  }

  /** T16: a clock may read anything, also negative numbers and ones that overflow. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 31_000_000_000L})
  void t16OnlyDifferencesOfTheClockCount(long origin) {
    Fixture fixture = Fixture.of(timed(10), new ManualClock(origin));
    for (int second = 0; second < 60; second++) {
      fixture.succeed(2);
      fixture.clock.advance(SLICE);
    }
    assertEquals(18, fixture.breaker.snapshot().window().calls(), "nine whole slices");
    fixture.fail(18);
    assertEquals(State.OPEN, fixture.state());
    fixture.clock.advance(Fixture.OPEN.minusNanos(1));
    assertFalse(fixture.breaker.tryAcquire().isGranted());
    fixture.clock.advance(Duration.ofNanos(1));
    fixture.succeed();
    assertEquals(State.CLOSED, fixture.state());
  }

  /** T16: a thousand failures in one second trip at any reading of the clock. */
  @Test
  void t16TimeWindowDoesNotCollapse() {
    Fixture fixture = Fixture.of(timed(1_000));
    fixture.fail(999);
    assertEquals(999, fixture.breaker.snapshot().window().failed());
    fixture.fail();
    assertEquals(State.OPEN, fixture.state());
  }

  /** T17: exactly one window later nothing is left, one tick earlier the rest is. */
  @Test
  void t17EdgesOfTheWindow() {
    Fixture fixture = Fixture.of(timed(100));
    fixture.fail(7);
    fixture.clock.advance(WINDOW.minusNanos(1));
    assertEquals(new Counts(7, 7, 0, 7), fixture.breaker.snapshot().window());
    fixture.clock.advance(Duration.ofNanos(1));
    assertEquals(Counts.NONE, fixture.breaker.snapshot().window());
    fixture.fail(2);
    assertEquals(2, fixture.breaker.snapshot().window().failed());
  }

  /** T17: days of silence, then a burst. */
  @Test
  void t17IdleForDaysThenBurst() {
    Fixture fixture = Fixture.of(timed(10));
    fixture.fail(9);
    fixture.clock.advance(Duration.ofDays(40).plusNanos(12_345));
    fixture.succeed(9);
    assertEquals(new Counts(9, 0, 0, 0), fixture.breaker.snapshot().window());
    fixture.fail(8);
    assertEquals(State.CLOSED, fixture.state());
    fixture.fail();
    assertEquals(State.OPEN, fixture.state(), "nine of eighteen");
  }

  /** T17: a slice leaves the window as a whole, and takes its successes with it. */
  @Test
  void t17SlicesAge() {
    Fixture fixture = Fixture.of(timed(1_000));
    for (int i = 0; i < 25; i++) {
      fixture.succeed(3);
      fixture.fail(1);
      fixture.clock.advance(SLICE);
    }
    assertEquals(new Counts(36, 9, 0, 9), fixture.breaker.snapshot().window());
    fixture.clock.advance(SLICE.multipliedBy(4));
    assertEquals(new Counts(20, 5, 0, 5), fixture.breaker.snapshot().window());
  }

  /** T17: a window of a single slice. */
  @Test
  void t17OneSlice() {
    Fixture fixture = Fixture.of(Fixture.rate(4).withWindow(new Window.Time(WINDOW, 1)));
    fixture.fail(3);
    fixture.clock.advance(WINDOW);
    fixture.fail(3);
    assertEquals(State.CLOSED, fixture.state());
    fixture.fail();
    assertEquals(State.OPEN, fixture.state());
  }

  /** T18: what is read after idle time has aged, without a call in between. */
  @Test
  void t18GettersAge() {
    Fixture fixture = Fixture.of(timed(100));
    fixture.fail(4);
    fixture.clock.advance(WINDOW.multipliedBy(2));
    assertEquals("Closed (failures: 0)", fixture.breaker.describe());
    assertEquals(WINDOW.multipliedBy(2), fixture.breaker.snapshot().since());

    fixture.breaker.trip(Duration.ofSeconds(2), "test");
    assertEquals("Open (reopening in 2000 ms)", fixture.breaker.describe());
    fixture.clock.advance(Duration.ofNanos(1_999_999_999));
    assertEquals("Open (reopening in 1 ms)", fixture.breaker.describe());
    assertEquals(1, fixture.breaker.check().orElseThrow().retryAfter().toNanos());
    fixture.clock.advance(Duration.ofNanos(1));
    assertEquals("Open (ready to test)", fixture.breaker.describe());
    assertEquals(Optional.empty(), fixture.breaker.check());
    assertEquals(Duration.ZERO, fixture.breaker.snapshot().retryAfter());
  }

  /** T18: the memory of openings fades on its own while the breaker is well. */
  @Test
  void t18MemoryAges() {
    Fixture fixture = flapped(3);
    assertEquals(3, fixture.breaker.snapshot().openings());
    fixture.clock.advance(Duration.ofMinutes(1));
    assertEquals(3, fixture.breaker.snapshot().openings(), "closed, but not seen to be well");
    fixture.succeed();
    assertEquals(2, fixture.breaker.snapshot().openings());
    fixture.clock.advance(Duration.ofMinutes(1));
    assertEquals(1, fixture.breaker.snapshot().openings());
    fixture.clock.advance(Duration.ofDays(1));
    assertEquals(0, fixture.breaker.snapshot().openings());
  }

  /** A service that comes back and fails again keeps its longer openings. */
  @Test
  void flappingServiceDoesNotStartOver() {
    Fixture fixture = flapped(2);
    fixture.succeed();
    fixture.fail(3);
    assertEquals(Duration.ofMinutes(2), fixture.breaker.snapshot().retryAfter());
  }

  /** A breaker that has opened so many times and closed again. */
  private static Fixture flapped(int openings) {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    fixture.fail(3);
    for (int i = 1; i < openings; i++) {
      fixture.clock.advance(fixture.breaker.snapshot().retryAfter());
      fixture.fail();
    }
    fixture.clock.advance(fixture.breaker.snapshot().retryAfter());
    fixture.succeed();
    return fixture;
  }

  /** T19: each failed probe doubles the opening up to the cap, and it stays there for ever. */
  @Test
  void t19OpeningsGrowToTheCap() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    fixture.fail(3);
    long[] seconds = {30, 60, 120, 240, 300, 300};
    for (long expected : seconds) {
      assertEquals(expected, fixture.breaker.snapshot().retryAfter().toSeconds());
      fixture.clock.advance(fixture.breaker.snapshot().retryAfter());
      fixture.fail();
    }
    for (int i = 0; i < 2_000; i++) {
      fixture.clock.advance(Duration.ofMinutes(5));
      fixture.fail();
    }
    assertEquals(300, fixture.breaker.snapshot().retryAfter().toSeconds());
    fixture.clock.advance(Duration.ofMinutes(5));
    fixture.succeed();
    assertEquals(State.CLOSED, fixture.state());
  }

  /** T19: jitter shortens an opening by at most its share and never lengthens it. */
  @Test
  void t19JitterStaysInItsRange() {
    for (int i = 0; i <= 1_000; i++) {
      double draw = i / 1_000.0;
      ManualClock clock = new ManualClock();
      CircuitBreaker breaker =
          CircuitBreaker.of(
              "jitter", BreakerPolicy.defaults(), clock, () -> (long) (draw * 0x1p53) << 11);
      for (int call = 0; call < 3; call++) {
        breaker.tryAcquire().failure(new BrokenException());
      }
      double opening = breaker.snapshot().retryAfter().toNanos() / 1e9;
      assertTrue(opening >= 22.5 && opening <= 30, () -> "drew " + draw + ": " + opening);
    }
  }

  /** T19: a backoff neither overflows nor leaves its bounds, whatever the step. */
  @Test
  void t19BackoffSaturates() {
    Backoff wild =
        Backoff.fixed(Duration.ofDays(300))
            .withFactor(1_000)
            .withCap(Duration.ofDays(365))
            .withJitter(1);
    for (int step : new int[] {0, 1, 200, 10_000, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
      for (double random : new double[] {0, 0.5, 1, -7, 7, Double.NaN}) {
        long nanos = wild.nanos(step, random);
        assertTrue(
            nanos >= 1 && nanos <= Duration.ofDays(365).toNanos(), () -> step + " " + random);
      }
    }
    assertEquals(Duration.ofDays(365).toNanos(), wild.nanos(200, 1));
    assertEquals(50, Backoff.fixed(Duration.ofNanos(50)).nanos(3, 0));
  }

  /** T19: rates of everything and of next to nothing. */
  @Test
  void t19RatesAtTheirEdges() {
    Fixture all = Fixture.of(BreakerPolicy.defaults().withTrips(new Trip.FailureRate(1, 10)));
    all.succeed();
    all.fail(99);
    assertEquals(State.CLOSED, all.state(), "one of a hundred was well");
    all.fail();
    assertEquals(State.OPEN, all.state(), "a hundred of a hundred");

    Fixture any =
        Fixture.of(BreakerPolicy.defaults().withTrips(new Trip.FailureRate(Double.MIN_VALUE, 10)));
    any.succeed(50);
    assertEquals(State.CLOSED, any.state());
    any.fail();
    assertEquals(State.OPEN, any.state());
  }

  /** Slow calls: a rate of their own, and one budget with the failures. */
  @Test
  void slowCallsTrip() {
    Duration slow = Duration.ofSeconds(1);
    Fixture slowRate =
        Fixture.of(
            BreakerPolicy.defaults().withTrips(new Trip.SlowRate(0.5, 4)).withSlowAfter(slow));
    slowRate.takeFor(slow);
    slowRate.takeFor(slow);
    assertEquals(0, slowRate.breaker.snapshot().window().slow(), "exactly as long is not longer");
    slowRate.takeFor(slow.plusNanos(1));
    assertEquals(State.CLOSED, slowRate.state());
    slowRate.takeFor(slow.plusNanos(1));
    assertEquals(State.OPEN, slowRate.state());
    assertEquals("2 of 4 calls were slow, limit 50 %", slowRate.breaker.snapshot().reason().text());

    Fixture budget =
        Fixture.of(
            BreakerPolicy.defaults()
                .withTrips(new Trip.FailedOrSlowRate(0.75, 4))
                .withSlowAfter(slow));
    budget.succeed();
    budget.fail(2);
    budget.takeFor(slow.plusNanos(1));
    assertEquals(State.OPEN, budget.state());
    assertEquals(
        "3 of 4 calls failed or were slow, limit 75 %", budget.breaker.snapshot().reason().text());
  }

  /** A slow probe re-opens a breaker that has a rule for slow calls, and only such a one. */
  @Test
  void slowProbe() {
    Duration slow = Duration.ofSeconds(1);
    BreakerPolicy failuresOnly = Fixture.policy(1).withSlowAfter(slow);
    Fixture indifferent = Fixture.readyToTest(failuresOnly);
    indifferent.takeFor(slow.multipliedBy(2));
    assertEquals(State.CLOSED, indifferent.state());

    Fixture strict = Fixture.readyToTest(failuresOnly.withTrips(new Trip.SlowRate(0.5, 10)));
    strict.takeFor(slow.multipliedBy(2));
    assertEquals(State.OPEN, strict.state());
    assertEquals("the probe was slow", strict.breaker.snapshot().reason().text());
  }
}
