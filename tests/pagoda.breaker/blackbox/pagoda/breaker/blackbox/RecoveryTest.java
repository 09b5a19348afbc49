package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import pagoda.breaker.Permit;
import pagoda.breaker.Probe;
import pagoda.breaker.Ramp;
import pagoda.breaker.State;
import pagoda.breaker.Task;
import pagoda.breaker.Trip;
import pagoda.testing.Await;

/** Probes, the ramp after them, and the owner's health check before them. */
class RecoveryTest {
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Ramp RAMP = Ramp.defaults().withPercents(1, 25, 50).withStep(STEP);

  @Test
  void closesWhenEveryProbeHasSucceeded() {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(3));
    fixture.succeed(2);
    assertEquals("Half-Open", fixture.breaker.describe());
    fixture.succeed();
    assertEquals("Closed (failures: 0)", fixture.breaker.describe());
    assertEquals("3 probes succeeded", fixture.breaker.snapshot().reason().text());
  }

  @Test
  void firstFailedProbeReopens() {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(3));
    fixture.succeed(2);
    fixture.fail();
    assertEquals(State.OPEN, fixture.state());
    assertTrue(fixture.breaker.snapshot().reason().text().startsWith("the probe failed: "));
  }

  /** The share of calls that pass in each step of a ramp. */
  @Test
  void rampLetsThroughAGrowingShare() {
    Fixture fixture =
        Fixture.readyToTest(
            Fixture.policy(1).withProbe(Probe.defaults().withPermits(1).withRamp(RAMP)));
    fixture.succeed();
    List<Integer> admitted = new ArrayList<>();
    for (int step = 0; step < 3; step++) {
      assertEquals("Half-Open", fixture.breaker.describe());
      int passed = 0;
      for (int call = 0; call < 1_000; call++) {
        boolean expected = fixture.breaker.check().isEmpty();
        Permit permit = fixture.breaker.tryAcquire();
        assertEquals(expected, permit.isGranted(), "check told the truth");
        if (permit.isGranted()) {
          permit.success();
          passed++;
        }
      }
      admitted.add(passed);
      fixture.clock.advance(STEP);
    }
    assertEquals(List.of(10, 250, 500), admitted);
    fixture.succeed(100);
    assertEquals("Closed (failures: 0)", fixture.breaker.describe());
    assertEquals("the ramp is done", fixture.breaker.snapshot().reason().text());
  }

  /** A rule that is met during the ramp re-opens, for longer than before. */
  @Test
  void rampReopensByTheRules() {
    Fixture fixture =
        Fixture.of(
            Fixture.policy(1)
                .withProbe(
                    Probe.defaults().withPermits(1).withRamp(Ramp.defaults().withStep(STEP))));
    fixture.fail(3);
    fixture.clock.advance(Fixture.OPEN);
    fixture.succeed();
    for (int failed = 0; failed < 3; ) {
      Permit permit = fixture.breaker.tryAcquire();
      if (permit.isGranted()) {
        permit.failure(new BrokenException());
        failed++;
      }
    }
    assertEquals(State.OPEN, fixture.state());
    assertEquals(Duration.ofSeconds(60), fixture.breaker.snapshot().retryAfter());
  }

  /** A health check that the test answers. */
  private static final class Check implements Task<Object, Exception> {
    final AtomicInteger runs = new AtomicInteger();
    final AtomicInteger interrupts = new AtomicInteger();
    final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();

    @Override
    public Object call() throws Exception {
      runs.incrementAndGet();
      try {
        Object answer = answers.take();
        if (answer instanceof Exception thrown) {
          throw thrown;
        }
        return answer;
      } catch (InterruptedException e) {
        interrupts.incrementAndGet();
        throw e;
      }
    }
  }

  private final Check check = new Check();

  private Fixture checked() {
    return Fixture.readyToTest(
        Fixture.policy(1).withProbe(Probe.defaults().withPermits(1).withTask(check)));
  }

  /** No user's call is a probe until the check has succeeded; then one is. */
  @Test
  void healthCheckComesBeforeUsersCalls() throws Exception {
    Fixture fixture = checked();
    assertTrue(fixture.breaker.check().isPresent(), "the first call will start the check");
    assertEquals("Open (ready to test)", fixture.breaker.describe());
    for (int i = 0; i < 10; i++) {
      assertFalse(fixture.breaker.tryAcquire().isGranted());
    }
    assertEquals(State.HALF_OPEN, fixture.state());
    check.answers.put("well");
    Await.until("users' calls pass", () -> fixture.breaker.check().isEmpty());
    assertEquals(1, check.runs.get());
    assertEquals(State.HALF_OPEN, fixture.state(), "the check alone does not close");
    fixture.succeed();
    assertEquals(State.CLOSED, fixture.state());
  }

  @Test
  void failedHealthCheckReopens() throws Exception {
    Fixture fixture = checked();
    fixture.breaker.tryAcquire();
    check.answers.put(new BrokenException());
    Await.until("open again", () -> fixture.state() == State.OPEN);
    assertTrue(fixture.breaker.snapshot().reason().text().startsWith("the health check failed: "));
  }

  /** A check without a verdict runs again with the next call. */
  @Test
  void cancelledHealthCheckRunsAgain() throws Exception {
    Fixture fixture = checked();
    fixture.breaker.tryAcquire();
    check.answers.put(new CancellationException());
    check.answers.put("well");
    Await.until(
        "users' calls pass",
        () -> {
          Permit permit = fixture.breaker.tryAcquire();
          if (!permit.isGranted()) {
            return false;
          }
          permit.success();
          return true;
        });
    assertEquals(2, check.runs.get());
    assertEquals(State.CLOSED, fixture.state());
  }

  /** A check that hangs re-opens the breaker when its lease is over, and is interrupted. */
  @Test
  void hangingHealthCheckReopens() throws Exception {
    Fixture fixture = checked();
    fixture.breaker.tryAcquire();
    Await.until("it runs", () -> check.runs.get() == 1);
    fixture.clock.advance(Fixture.LEASE);
    assertFalse(fixture.breaker.tryAcquire().isGranted());
    assertEquals(State.OPEN, fixture.state());
    assertEquals("the health check hangs", fixture.breaker.snapshot().reason().text());
    Await.until("it is interrupted", () -> check.interrupts.get() == 1);
  }

  /** Checks that ignore interrupts are bounded: past eight the breaker re-opens without another. */
  @Test
  void checksThatNeverEndAreBounded() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    Probe probe =
        Probe.defaults()
            .withPermits(1)
            .withTask(() -> {
              runs.incrementAndGet();
              while (release.getCount() > 0) {
                Thread.interrupted();
                LockSupport.parkNanos(1_000_000);
              }
              return null;
            });
    Fixture fixture = Fixture.readyToTest(Fixture.policy(1).withProbe(probe));
    for (int i = 1; i <= 8; i++) {
      int begun = i;
      assertFalse(fixture.breaker.tryAcquire().isGranted());
      Await.until("a check runs", () -> runs.get() == begun);
      fixture.clock.advance(Fixture.LEASE);
      assertFalse(fixture.breaker.tryAcquire().isGranted());
      assertEquals("the health check hangs", fixture.breaker.snapshot().reason().text());
      fixture.clock.advance(Fixture.OPEN);
    }
    assertFalse(fixture.breaker.tryAcquire().isGranted());
    assertEquals("8 health checks hang", fixture.breaker.snapshot().reason().text());
    assertEquals(8, runs.get());
    release.countDown();
    Await.until(
        "it recovers once they have ended",
        () -> {
          fixture.clock.advance(Fixture.OPEN);
          Permit permit = fixture.breaker.tryAcquire();
          if (permit.isGranted()) {
            permit.success();
          }
          return fixture.state() == State.CLOSED;
        });
  }

  /** A check that no longer matters is interrupted, and its late answer changes nothing. */
  @Test
  void resetEndsTheHealthCheck() throws Exception {
    Fixture fixture = checked();
    fixture.breaker.tryAcquire();
    Await.until("it runs", () -> check.runs.get() == 1);
    fixture.breaker.reset();
    Await.until("it is interrupted", () -> check.interrupts.get() == 1);
    assertEquals(State.CLOSED, fixture.state());
  }

  /** The check runs once, however many calls come. */
  @Test
  void herdStartsOneHealthCheck() throws Exception {
    Fixture fixture = checked();
    CountDownLatch refused = new CountDownLatch(16);
    Threads.together(
        16,
        () -> {
          assertFalse(fixture.breaker.tryAcquire().isGranted());
          refused.countDown();
          return null;
        });
    refused.await();
    check.answers.put("well");
    Await.until("users' calls pass", () -> fixture.breaker.check().isEmpty());
    assertEquals(1, check.runs.get());
  }

  /** Several rules at once, each with a minimum of its own: the first that is met opens. */
  @Test
  void severalRulesAtOnce() {
    Fixture fixture =
        Fixture.of(
            Fixture.policy(1)
                .withTrips(new Trip.ConsecutiveFailures(5), new Trip.FailureRate(0.5, 20)));
    for (int i = 0; i < 9; i++) {
      fixture.fail();
      fixture.succeed();
    }
    assertEquals(State.CLOSED, fixture.state(), "half failed, but only eighteen calls");
    fixture.fail();
    fixture.succeed();
    assertEquals(State.CLOSED, fixture.state());
    fixture.fail();
    assertEquals(State.OPEN, fixture.state(), "eleven of twenty-one");

    fixture.breaker.reset();
    fixture.fail(5);
    assertEquals(State.OPEN, fixture.state(), "five in a row, long before twenty calls");
  }
}
