package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Permit;
import pagoda.breaker.Probe;
import pagoda.breaker.Reason;
import pagoda.breaker.State;
import pagoda.breaker.Transition;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;

/**
 * Failures within a time, rules and delays of the owner's, some of the probes, the shadow state.
 */
class OwnRulesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static BreakerPolicy policy(Trip trip) {
    return BreakerPolicy.defaults().withTrips(trip);
  }

  @Test
  void failuresWithinATimeOpenWhateverSucceedsBetween() {
    Fixture fixture = Fixture.of(policy(new Trip.FailuresInPeriod(3, SECOND)));
    fixture.fail();
    fixture.succeed(1_000);
    fixture.clock.advance(Duration.ofMillis(1));
    fixture.fail();
    fixture.clock.advance(SECOND);
    fixture.fail();
    assertEquals(State.CLOSED, fixture.state(), "the first is a millisecond too old");
    fixture.fail();
    assertEquals(State.OPEN, fixture.state(), "three lie within exactly a second");
    assertEquals(
        "3 failures within 1000 ms, last: " + BrokenException.class.getName() + ": broken",
        fixture.breaker.snapshot().reason().text());
  }

  @Test
  void ruleOfTheOwnersOpens() {
    Fixture fixture =
        Fixture.of(
            policy(new Trip.Own("more failures than successes", c -> c.failed() * 2 > c.calls()))
                .withWindow(Window.count(10)));
    fixture.succeed(2);
    fixture.fail(2);
    assertEquals(State.CLOSED, fixture.state());
    fixture.fail();
    assertEquals(State.OPEN, fixture.state());
    assertTrue(
        fixture.breaker.snapshot().reason().text().startsWith("more failures than successes,"));
  }

  @Test
  void ruleThatThrowsIsNotMet() {
    Fixture fixture =
        Fixture.of(
            policy(
                new Trip.Own(
                    "bad",
                    counts -> {
                      throw new IllegalStateException("a bad rule, which the log shows once");
                    })));
    fixture.fail(10);
    assertEquals(State.CLOSED, fixture.state());
    assertEquals(10, fixture.breaker.snapshot().totals().failed());
  }

  @Test
  void delaysOfTheOwnersFollowOneAnotherAndTheLastStays() {
    Backoff steps = Backoff.steps(SECOND, Duration.ofSeconds(9), Duration.ofSeconds(3));
    List<Long> seconds =
        List.of(0, 1, 2, 3, 1_000_000).stream()
            .map(k -> steps.nanos(k, 1) / SECOND.toNanos())
            .toList();
    assertEquals(List.of(1L, 9L, 3L, 3L, 3L), seconds);
    assertEquals(SECOND.toNanos() / 2, steps.withJitter(0.5).nanos(0, 0));
  }

  private static Fixture testing(int permits, int required) {
    return Fixture.readyToTest(
        BreakerPolicy.defaults()
            .withProbe(Probe.defaults().withPermits(permits).withRequired(required)));
  }

  @Test
  void someOfTheProbesSuffice() {
    Fixture fixture = testing(3, 2);
    fixture.succeed();
    fixture.fail();
    assertEquals(State.HALF_OPEN, fixture.state());
    fixture.succeed();
    assertEquals(State.CLOSED, fixture.state());
    assertEquals("2 probes succeeded", fixture.breaker.snapshot().reason().text());
  }

  @Test
  void tooManyFailedProbesReopen() {
    Fixture fixture = testing(3, 2);
    fixture.fail();
    fixture.succeed();
    assertEquals(State.HALF_OPEN, fixture.state());
    fixture.fail();
    assertEquals(State.OPEN, fixture.state());
  }

  /** Probes that have ended, well or not, leave so many permits less. */
  @Test
  void endedProbesAreNotHandedOutAgain() {
    Fixture fixture = testing(3, 2);
    fixture.fail();
    Permit second = fixture.acquire();
    Permit third = fixture.acquire();
    assertFalse(fixture.breaker.tryAcquire().isGranted());
    second.success();
    assertFalse(fixture.breaker.tryAcquire().isGranted());
    third.success();
    assertEquals(State.CLOSED, fixture.state());
  }

  @Test
  void shadowCountsAndRefusesNothing() {
    Fixture fixture = Fixture.of(BreakerPolicy.defaults());
    fixture.breaker.shadow();
    fixture.fail(1_000);
    fixture.succeed();
    assertEquals(State.SHADOW, fixture.state());
    assertEquals(1_000, fixture.breaker.snapshot().totals().failed());
    assertEquals(0, fixture.breaker.snapshot().totals().refused());
    assertTrue(fixture.breaker.check().isEmpty());
    fixture.breaker.reset();
    assertEquals(State.CLOSED, fixture.state());
  }

  /** What the rules would have done is told once an opening, with its reason and length. */
  @Test
  void shadowTellsWhatTheRulesWouldDo() throws Exception {
    Fixture fixture =
        Fixture.of(
            BreakerPolicy.defaults().withReopen(Backoff.steps(SECOND, SECOND.multipliedBy(5))));
    Recorder recorder = new Recorder(fixture.breaker);
    fixture.breaker.shadow();
    fixture.fail(100);
    fixture.clock.advance(SECOND);
    fixture.fail(100);
    fixture.clock.advance(SECOND);
    fixture.fail(100);
    List<Transition> seen = recorder.await(3);
    Transition first = seen.get(1);
    assertEquals(State.SHADOW, first.from());
    assertEquals(State.SHADOW, first.to());
    assertEquals(SECOND, first.openFor());
    assertTrue(first.reason() instanceof Reason.Tripped, first.reason()::text);
    assertEquals(SECOND.multipliedBy(5), seen.get(2).openFor());
    assertEquals("Shadow (failures: 199)", fixture.breaker.describe());
  }

  @Test
  void shadowSeesCallsThatHang() throws Exception {
    Fixture fixture = Fixture.of(policy(new Trip.SlowInFlight(2)).withSlowAfter(SECOND));
    fixture.breaker.shadow();
    Permit first = fixture.acquire();
    Permit second = fixture.acquire();
    fixture.clock.advance(SECOND.multipliedBy(2));
    fixture.succeed(5);
    assertEquals(2, fixture.breaker.snapshot().generation(), "told once");
    first.success();
    second.success();
    assertEquals(7, fixture.breaker.snapshot().totals().succeeded());
  }
}
