package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Permit;
import pagoda.breaker.Probe;
import pagoda.breaker.State;

/** Results that come after the generation that admitted their calls (T1, T2, T5, T15). */
class StaleResultsTest {
  /** T1: calls let through while closed end while a probe is out; they decide nothing. */
  @Test
  void t1ResultsOfClosedDoNotDecideHalfOpen() {
    Fixture fixture = Fixture.of(Fixture.policy(2));
    List<Permit> stale = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      stale.add(fixture.acquire());
    }
    fixture.fail(3);
    fixture.clock.advance(Fixture.OPEN);
    Permit probe = fixture.acquire();

    stale.get(0).success();
    stale.get(1).success();
    stale.get(2).success();
    assertEquals(State.HALF_OPEN, fixture.state(), "stale successes must not close it");
    stale.get(3).failure(new BrokenException());
    assertEquals(State.HALF_OPEN, fixture.state(), "a stale failure must not open it");

    probe.success();
    fixture.succeed();
    assertEquals(State.CLOSED, fixture.state(), "two probes have succeeded");
    stale.get(4).failure(new BrokenException());
    assertEquals(0, fixture.breaker.snapshot().window().calls(), "nor count afterwards");
    assertEquals("Closed (failures: 0)", fixture.breaker.describe());
  }

  /** T1: the same for calls that are tasks, on their own threads. */
  @Test
  void t1FailuresOfAnOlderClosedGenerationDoNotTripTheNext() throws Exception {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    HeldCalls held = HeldCalls.begin(fixture.breaker, 10);
    fixture.breaker.reset();
    held.endAllBroken();
    assertEquals("Closed (failures: 0)", fixture.breaker.describe());
    assertEquals(10, fixture.breaker.snapshot().totals().failed(), "they are counted all the same");
  }

  /** T2: stale results without a verdict do not make permits. */
  @Test
  void t2StaleIgnoredResultsMintNoPermits() {
    Fixture fixture = Fixture.of(Fixture.policy(2));
    List<Permit> stale = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      stale.add(fixture.acquire());
    }
    fixture.fail(3);
    fixture.clock.advance(Fixture.OPEN);
    fixture.acquire();
    fixture.acquire();
    assertFalse(fixture.breaker.tryAcquire().isGranted(), "both probes are out");
    stale.forEach(Permit::ignore);
    assertFalse(fixture.breaker.tryAcquire().isGranted(), "and still are");
  }

  /** T5: a probe that never returns is given up when its lease is over, for exactly one other. */
  @Test
  void t5LostProbeIsReplacedByExactlyOne() {
    Fixture fixture =
        Fixture.readyToTest(
            Fixture.policy(1).withProbe(Probe.defaults().withPermits(1).withLease(Fixture.LEASE)));
    final Permit lost = fixture.acquire();
    fixture.clock.advance(Fixture.LEASE.minusNanos(1));
    assertFalse(fixture.breaker.tryAcquire().isGranted(), "the lease has a nanosecond left");
    assertEquals(1, fixture.breaker.check().orElseThrow().retryAfter().toNanos());

    fixture.clock.advance(Duration.ofNanos(1));
    Permit second = fixture.acquire();
    assertFalse(fixture.breaker.tryAcquire().isGranted(), "exactly one");

    lost.success();
    assertEquals(State.HALF_OPEN, fixture.state(), "the late result of the lost probe is ignored");
    lost.failure(new BrokenException());
    assertEquals(State.HALF_OPEN, fixture.state());
    assertFalse(fixture.breaker.tryAcquire().isGranted(), "and frees no permit");
    second.success();
    assertEquals(State.CLOSED, fixture.state());
  }

  /** T5: with several probes, each has a lease of its own. */
  @Test
  void t5EachProbeHasItsOwnLease() {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(2));
    fixture.acquire();
    fixture.clock.advance(Fixture.LEASE.dividedBy(2));
    Permit younger = fixture.acquire();
    fixture.clock.advance(Fixture.LEASE.dividedBy(2));
    Permit replacement = fixture.acquire();
    assertFalse(fixture.breaker.tryAcquire().isGranted(), "the younger one's lease is not over");
    younger.success();
    replacement.success();
    assertEquals(State.CLOSED, fixture.state());
  }

  /** T5: thirty days later the breaker still tests. */
  @Test
  void t5LostProbeDoesNotHoldTheBreakerForEver() {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(1));
    fixture.acquire();
    fixture.clock.advance(Duration.ofDays(30));
    fixture.succeed();
    assertEquals(State.CLOSED, fixture.state());
  }

  /** T15: the first verdict wins, whatever follows. */
  @Test
  void t15FirstVerdictWins() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    Permit permit = fixture.acquire();
    permit.success();
    permit.failure(new BrokenException());
    permit.failure(new BrokenException());
    permit.failure(new BrokenException());
    permit.ignore();
    permit.close();
    assertEquals("Closed (failures: 0)", fixture.breaker.describe());
    assertEquals(1, fixture.breaker.snapshot().window().calls());
    assertEquals(1, fixture.breaker.snapshot().totals().succeeded());
    assertEquals(0, fixture.breaker.snapshot().totals().ignored());
  }

  /** T15: a probe that is ended twice frees its permit once. */
  @Test
  void t15ProbeIsReleasedOnce() {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(2));
    Permit first = fixture.acquire();
    fixture.acquire();
    first.ignore();
    first.ignore();
    first.close();
    assertTrue(fixture.breaker.tryAcquire().isGranted(), "one permit came back");
    assertFalse(fixture.breaker.tryAcquire().isGranted(), "and no second");
    assertThrows(CircuitOpenException.class, () -> fixture.breaker.call(() -> 1));
  }
}
