package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.Permit;
import pagoda.breaker.Reason;
import pagoda.breaker.Snapshot;
import pagoda.breaker.State;
import pagoda.breaker.Transition;
import pagoda.breaker.Trip;

/** How a breaker goes from state to state (T8, T9, T10, T11, T13, T14). */
class TransitionsTest {
  private static final int THREADS = 16;

  /** T8: many callers find the opening over: as many probes as permits, one transition. */
  @Test
  void t8HerdAtTheDeadlineGetsExactlyThePermits() throws Exception {
    for (int round = 0; round < 50; round++) {
      Fixture fixture = Fixture.readyToTest(Fixture.policy(3));
      long before = fixture.breaker.snapshot().generation();
      List<Permit> permits = Threads.together(THREADS, fixture.breaker::tryAcquire);
      assertEquals(3, permits.stream().filter(Permit::isGranted).count());
      assertEquals(before + 1, fixture.breaker.snapshot().generation());
      assertEquals(THREADS - 3, fixture.breaker.snapshot().totals().refused());
    }
  }

  /** T8: and the probes that succeed at once close it once. */
  @Test
  void t8ProbesThatEndTogetherCloseOnce() throws Exception {
    for (int round = 0; round < 50; round++) {
      Fixture fixture = Fixture.readyToTest(Fixture.policy(THREADS));
      Threads.together(
          THREADS,
          () -> {
            fixture.acquire().success();
            return null;
          });
      assertEquals(State.CLOSED, fixture.state());
      assertEquals(3, fixture.breaker.snapshot().generation(), "open, half-open, closed");
    }
  }

  /** T9: no timer of an older generation fires after it: what was closed by hand stays closed. */
  @Test
  void t9NothingMovesABreakerLater() throws Exception {
    for (int round = 0; round < 200; round++) {
      Fixture fixture = Fixture.readyToTest(Fixture.policy(1));
      Threads.together(4, fixture.breaker::tryAcquire);
      fixture.breaker.reset();
      long generation = fixture.breaker.snapshot().generation();
      fixture.clock.advance(Duration.ofDays(1));
      fixture.succeed(5);
      assertEquals(State.CLOSED, fixture.state());
      assertEquals(generation, fixture.breaker.snapshot().generation());
    }
  }

  /** T10: state and deadline change together: an open breaker never shows an old deadline. */
  @Test
  void t10OpenNeverHasAnOldDeadline() throws Exception {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    AtomicInteger opened = new AtomicInteger();
    Threads.together(
        4,
        () -> {
          for (int i = 0; i < 5_000; i++) {
            fixture.ifGranted(permit -> permit.failure(new BrokenException()));
            Snapshot seen = fixture.breaker.snapshot();
            if (seen.state() == State.OPEN) {
              opened.incrementAndGet();
              assertTrue(seen.retryAfter().toSeconds() >= 22, seen::toString);
              fixture.breaker.reset();
            }
          }
          return null;
        });
    assertTrue(opened.get() > 0);
  }

  /** T11: a bad argument of a transition by hand leaves the breaker as it was. */
  @Test
  void t11BadTransitionByHandLeavesTheBreakerWhole() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    assertThrows(InvalidPolicyException.class, () -> fixture.breaker.trip(Duration.ZERO, "no"));
    assertThrows(
        InvalidPolicyException.class, () -> fixture.breaker.trip(Duration.ofDays(400), "no"));
    assertThrows(InvalidPolicyException.class, () -> fixture.breaker.trip(Fixture.OPEN, null));
    assertTrue(fixture.breaker.tryAcquire().isGranted());
    assertEquals(0, fixture.breaker.snapshot().generation());
  }

  /** T13: opening and testing many times needs no stack. */
  @Test
  void t13ManyCyclesNeedNoStack() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    for (int i = 0; i < 100_000; i++) {
      fixture.breaker.trip(Duration.ofMillis(1), "cycle");
      fixture.clock.advance(Duration.ofMillis(1));
      fixture.acquire().failure(new BrokenException());
    }
    assertEquals(State.OPEN, fixture.state());
  }

  /** T13: transitions to the same state. */
  @Test
  void t13TransitionsToTheSameState() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    fixture.fail(2);
    fixture.breaker.reset();
    assertEquals("Closed (failures: 0)", fixture.breaker.describe());
    assertEquals(1, fixture.breaker.snapshot().generation(), "a reset begins a new generation");

    fixture.breaker.isolate();
    fixture.breaker.isolate();
    assertEquals(2, fixture.breaker.snapshot().generation(), "the second isolate is nothing");
    fixture.breaker.disable();
    fixture.breaker.disable();
    assertEquals(3, fixture.breaker.snapshot().generation());

    fixture.breaker.trip(Duration.ofSeconds(5), "first");
    fixture.breaker.trip(Duration.ofSeconds(50), "second");
    assertEquals(Duration.ofSeconds(50), fixture.breaker.check().orElseThrow().retryAfter());
    assertEquals(
        new Reason.ByHand("trip", "second"), fixture.breaker.check().orElseThrow().reason());
  }

  /** T13: reset while a probe is out; its result is late. */
  @Test
  void t13ResetWhileHalfOpen() {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(1));
    Permit probe = fixture.acquire();
    fixture.breaker.reset();
    assertEquals(State.CLOSED, fixture.state());
    probe.failure(new BrokenException());
    assertEquals("Closed (failures: 0)", fixture.breaker.describe());
  }

  /** T13: what was set by hand is left by hand only. */
  @Test
  void t13ForcedStatesAreLeftByHandOnly() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    fixture.breaker.isolate();
    fixture.clock.advance(Duration.ofDays(300));
    assertFalse(fixture.breaker.tryAcquire().isGranted());
    assertEquals("Isolated", fixture.breaker.describe());
    assertEquals(State.ISOLATED, fixture.breaker.check().orElseThrow().state());

    fixture.breaker.disable();
    fixture.fail(100);
    assertEquals("Disabled", fixture.breaker.describe());
    assertEquals(Optional.empty(), fixture.breaker.check());
    assertEquals(100, fixture.breaker.snapshot().totals().failed());
    fixture.breaker.reset();
    assertEquals("Closed (failures: 0)", fixture.breaker.describe());
  }

  /** T13: a reset that races with a trip leaves one of the two, whole. */
  @Test
  void t13ResetRacingATrip() throws Exception {
    for (int round = 0; round < 500; round++) {
      Fixture fixture = Fixture.of(Fixture.policy(1));
      fixture.fail(2);
      Permit last = fixture.acquire();
      AtomicInteger turn = new AtomicInteger();
      Threads.together(
          2,
          () -> {
            if (turn.getAndIncrement() == 0) {
              last.failure(new BrokenException());
            } else {
              fixture.breaker.reset();
            }
            return null;
          });
      assertEquals(State.CLOSED, fixture.state(), "reset was last, or the failure was stale");
      assertEquals("Closed (failures: 0)", fixture.breaker.describe());
    }
  }

  /** T14: a dependency that hangs opens the breaker although no call has ended. */
  @Test
  void t14CallsInFlightPastTheThresholdTrip() throws Exception {
    Duration slow = Duration.ofSeconds(1);
    Fixture fixture =
        Fixture.of(
            Fixture.policy(1)
                .withTrips(new Trip.SlowRate(1, 100), new Trip.SlowInFlight(10))
                .withSlowAfter(slow));
    HeldCalls hanging = HeldCalls.begin(fixture.breaker, 1_000);
    assertEquals(1_000, fixture.breaker.snapshot().inFlight());
    assertEquals(0, fixture.breaker.snapshot().slowInFlight(), "none is late yet");
    assertEquals(Optional.empty(), fixture.breaker.check());

    fixture.clock.advance(slow.multipliedBy(30));
    assertEquals(1_000, fixture.breaker.snapshot().slowInFlight());
    assertTrue(fixture.breaker.check().isPresent(), "asking tells, and changes nothing");
    assertEquals(State.CLOSED, fixture.state());
    assertFalse(fixture.breaker.tryAcquire().isGranted(), "the next call trips it and is refused");
    assertEquals(State.OPEN, fixture.state());
    Reason.Tripped reason =
        assertInstanceOf(Reason.Tripped.class, fixture.breaker.snapshot().reason());
    assertEquals(new Trip.SlowInFlight(10), reason.trip());
    assertEquals(1_000, reason.value());

    hanging.endAllWell();
    assertEquals(0, fixture.breaker.snapshot().inFlight());
    assertEquals(State.OPEN, fixture.state());
  }

  /** T14: a task, not only a permit, is refused when it finds the others hanging. */
  @Test
  void t14TaskThatFindsOthersHangingIsRefused() {
    Fixture fixture =
        Fixture.of(
            Fixture.policy(1)
                .withTrips(new Trip.SlowInFlight(2))
                .withSlowAfter(Duration.ofSeconds(1)));
    fixture.acquire();
    fixture.acquire();
    fixture.clock.advance(Duration.ofSeconds(3));
    assertEquals("instead", fixture.breaker.callOr(() -> "called", refusal -> "instead"));
    assertEquals(State.OPEN, fixture.state());
  }

  /** Each state's way to the next, with what the listener is told. */
  @Test
  void transitionsCarryReasonAndNumbers() throws Exception {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    Recorder recorder = new Recorder(fixture.breaker);
    fixture.fail(3);
    fixture.clock.advance(Fixture.OPEN);
    fixture.succeed();

    List<Transition> seen = recorder.await(3);
    assertEquals(State.OPEN, seen.get(0).to());
    assertEquals(Fixture.OPEN, seen.get(0).openFor());
    assertEquals(3, seen.get(0).at().failures(), "as it was just before");
    assertEquals(
        "3 failures in a row, last: " + BrokenException.class.getName() + ": broken",
        seen.get(0).reason().text());
    assertEquals("open for 30000 ms, testing", seen.get(1).reason().text());
    assertEquals("the probe succeeded", seen.get(2).reason().text());
    recorder.assertChain();
  }
}
