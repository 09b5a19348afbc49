package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Counts;
import pagoda.breaker.Permit;
import pagoda.breaker.State;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;

/** Another policy in a breaker that runs. */
class PolicyChangeTest {
  private static final BreakerPolicy RATE = Fixture.rate(10);

  @Test
  void keepsWindowAndRow() {
    Fixture fixture = Fixture.of(RATE);
    fixture.succeed(6);
    fixture.fail(5);
    fixture.breaker.policy(RATE.withTrips(new Trip.FailureRate(0.5, 12)));
    assertEquals(new Counts(11, 5, 0, 5), fixture.breaker.snapshot().window());
    assertEquals(0, fixture.breaker.snapshot().generation(), "no transition");
    fixture.fail();
    assertEquals(State.OPEN, fixture.state(), "six of twelve");

    Fixture row = Fixture.of(BreakerPolicy.defaults());
    row.fail(2);
    row.breaker.policy(BreakerPolicy.defaults().withTrips(new Trip.ConsecutiveFailures(4)));
    row.fail();
    assertEquals("Closed (failures: 3)", row.breaker.describe());
    row.fail();
    assertEquals(State.OPEN, row.state());
  }

  /** A smaller window keeps the latest results, a larger one keeps them all. */
  @Test
  void resizedCountWindowKeepsTheLatest() {
    Fixture fixture = Fixture.of(RATE.withWindow(Window.count(20)));
    fixture.fail(4);
    fixture.succeed(26);
    fixture.fail(3);
    assertEquals(new Counts(20, 3, 0, 3), fixture.breaker.snapshot().window());
    fixture.breaker.policy(RATE.withWindow(Window.count(10)));
    assertEquals(new Counts(10, 3, 0, 3), fixture.breaker.snapshot().window());
    fixture.breaker.policy(RATE.withWindow(Window.count(50)));
    assertEquals(new Counts(10, 3, 0, 3), fixture.breaker.snapshot().window());
    fixture.succeed(40);
    assertEquals(new Counts(50, 3, 0, 3), fixture.breaker.snapshot().window());
  }

  /** A window of another kind takes over the numbers, scaled to what it can hold. */
  @Test
  void windowOfAnotherKindTakesOverTheNumbers() {
    Duration slow = Duration.ofSeconds(1);
    BreakerPolicy timed =
        RATE.withTrips(new Trip.FailureRate(0.9, 100))
            .withSlowAfter(slow)
            .withWindow(Window.time(Duration.ofHours(1)));
    Fixture fixture = Fixture.of(timed);
    fixture.succeed(40);
    fixture.fail(20);
    for (int i = 0; i < 10; i++) {
      fixture.takeFor(slow.plusNanos(1));
      Permit permit = fixture.acquire();
      fixture.clock.advance(slow.plusNanos(1));
      permit.failure(new BrokenException());
    }
    Counts all = new Counts(80, 30, 20, 40);
    assertEquals(all, fixture.breaker.snapshot().window());
    fixture.breaker.policy(timed.withWindow(Window.count(200)));
    assertEquals(all, fixture.breaker.snapshot().window());
    fixture.breaker.policy(timed);
    assertEquals(all, fixture.breaker.snapshot().window());
    fixture.breaker.policy(
        timed.withWindow(Window.count(40)).withTrips(new Trip.FailureRate(0.9, 10)));
    assertEquals(new Counts(40, 15, 10, 20), fixture.breaker.snapshot().window());
    fixture.breaker.policy(timed.withWindow(new Window.Time(Duration.ofMinutes(1), 6)));
    assertEquals(new Counts(40, 15, 10, 20), fixture.breaker.snapshot().window());
    fixture.clock.advance(Duration.ofMinutes(1));
    assertEquals(Counts.NONE, fixture.breaker.snapshot().window());
  }

  /** Calls that are running are judged by what they began under, and booked where it counts. */
  @Test
  void callsUnderWayAreJudgedByTheOldRules() {
    BreakerPolicy timed =
        RATE.withSlowAfter(Duration.ofSeconds(1)).withTrips(new Trip.SlowRate(1, 10));
    Fixture fixture = Fixture.of(timed);
    Permit begunTimed = fixture.acquire();
    fixture.breaker.policy(RATE.withWindow(Window.time(Duration.ofMinutes(1))));
    Permit begunUntimed = fixture.acquire();
    fixture.breaker.policy(timed.withWindow(Window.count(50)));
    fixture.clock.advance(Duration.ofSeconds(5));
    begunTimed.success();
    assertEquals(new Counts(1, 0, 1, 1), fixture.breaker.snapshot().window());
    begunUntimed.success();
    assertEquals(new Counts(2, 0, 1, 1), fixture.breaker.snapshot().window(), "nobody timed it");
  }

  /** A new threshold for calls in flight begins to count from then on, and the same one goes on. */
  @Test
  void callsInFlightAreKeptUnderTheSameThreshold() {
    BreakerPolicy hanging =
        RATE.withSlowAfter(Duration.ofSeconds(1)).withTrips(new Trip.SlowInFlight(5));
    Fixture fixture = Fixture.of(hanging);
    fixture.acquire();
    fixture.acquire();
    fixture.clock.advance(Duration.ofSeconds(2));
    fixture.breaker.policy(hanging.withTrips(new Trip.SlowInFlight(2)));
    assertEquals(2, fixture.breaker.snapshot().slowInFlight());
    assertFalse(fixture.breaker.tryAcquire().isGranted(), "two hang, two are too many now");
    assertEquals(State.OPEN, fixture.state());
  }

  /** An opening keeps its length; the next one follows the new policy. */
  @Test
  void openingThatRunsKeepsItsLength() {
    Fixture fixture = Fixture.of(BreakerPolicy.defaults());
    fixture.fail(3);
    fixture.breaker.policy(
        BreakerPolicy.defaults().withReopen(Backoff.fixed(Duration.ofSeconds(1))));
    assertEquals(Fixture.OPEN, fixture.breaker.check().orElseThrow().retryAfter());
    fixture.clock.advance(Fixture.OPEN);
    fixture.fail();
    assertEquals(Duration.ofSeconds(1), fixture.breaker.check().orElseThrow().retryAfter());
    assertEquals(2, fixture.breaker.snapshot().openings(), "the memory is kept");
  }

  /** A half-open generation keeps its probes. */
  @Test
  void halfOpenKeepsItsProbes() {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(2));
    Permit first = fixture.acquire();
    fixture.breaker.policy(Fixture.policy(1));
    assertTrue(fixture.breaker.tryAcquire().isGranted());
    assertFalse(fixture.breaker.tryAcquire().isGranted());
    first.success();
    assertEquals(State.HALF_OPEN, fixture.state(), "two were asked for");
  }
}
