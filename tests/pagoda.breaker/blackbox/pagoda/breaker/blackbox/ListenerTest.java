package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BreakerSubscription;
import pagoda.breaker.State;
import pagoda.breaker.Transition;
import pagoda.testing.Await;

/** Listeners are told in order, outside every lock, and hold up nobody (T21). */
class ListenerTest {
  /** T21: a listener that does not return does not hold up the caller that trips, nor others. */
  @Test
  void t21SlowListenerHoldsUpNobody() throws Exception {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    CountDownLatch release = new CountDownLatch(1);
    List<Transition> slow = new CopyOnWriteArrayList<>();
    fixture.breaker.subscribe(transition -> {
      awaitQuietly(release);
      slow.add(transition);
    });
    Recorder quick = new Recorder(fixture.breaker);
    fixture.fail(3);
    assertEquals(State.OPEN, fixture.state(), "the caller came back");
    fixture.breaker.reset();
    quick.await(2);
    assertTrue(slow.isEmpty());
    release.countDown();
    Await.until("the slow one", () -> slow.size() == 2);
    assertEquals(List.of(State.OPEN, State.CLOSED), slow.stream().map(Transition::to).toList());
  }

  /** T21: a listener that throws gets the next transition all the same. */
  @Test
  void t21ThrowingListenerIsToldAgain() throws Exception {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    AtomicInteger told = new AtomicInteger();
    fixture.breaker.subscribe(transition -> {
      told.incrementAndGet();
      throw new AssertionError("a bad listener, which the log shows");
    });
    fixture.fail(3);
    fixture.breaker.reset();
    Await.until("both", () -> told.get() == 2);
  }

  /** T21: a listener may call the breaker, also to move it. */
  @Test
  void t21ListenerMayCallTheBreaker() throws Exception {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    fixture.breaker.subscribe(transition -> {
      if (transition.to() == State.OPEN) {
        assertFalse(fixture.breaker.tryAcquire().isGranted());
        fixture.breaker.reset();
      }
    });
    Recorder recorder = new Recorder(fixture.breaker);
    fixture.fail(3);
    recorder.await(2);
    recorder.assertChain();
    assertEquals(State.CLOSED, fixture.state());
  }

  /** T21: under concurrent transitions the chain has no gap, no double and the right order. */
  @Test
  void t21OrderHoldsUnderConcurrency() throws Exception {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    Recorder recorder = new Recorder(fixture.breaker);
    AtomicInteger number = new AtomicInteger();
    Threads.together(
        4,
        () -> {
          int mine = number.getAndIncrement();
          for (int i = 0; i < 100; i++) {
            switch ((mine + i) % 4) {
              case 0 -> fixture.breaker.reset();
              case 1 -> fixture.breaker.trip(Fixture.OPEN, "test");
              case 2 -> fixture.breaker.isolate();
              default -> fixture.breaker.disable();
            }
          }
          return null;
        });
    recorder.await((int) fixture.breaker.snapshot().generation());
    recorder.assertChain();
  }

  /** A listener that has been taken out is told nothing more. */
  @Test
  void closedRegistrationIsToldNothing() throws Exception {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    List<Transition> told = new CopyOnWriteArrayList<>();
    BreakerSubscription registration = fixture.breaker.subscribe(told::add);
    fixture.breaker.reset();
    Await.until("the first", () -> told.size() == 1);
    registration.close();
    registration.close();
    Recorder after = new Recorder(fixture.breaker);
    fixture.breaker.reset();
    after.await(1);
    assertEquals(1, told.size());
  }

  /** A listener that never returns costs a bounded number of transitions. */
  @Test
  void stuckListenerKeepsTheLatestThousand() throws Exception {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<Long> seen = new CopyOnWriteArrayList<>();
    fixture.breaker.subscribe(transition -> {
      entered.countDown();
      awaitQuietly(release);
      seen.add(transition.generation());
    });
    fixture.breaker.reset();
    entered.await();
    for (int i = 0; i < 5_000; i++) {
      fixture.breaker.reset();
    }
    release.countDown();
    Await.until("what was kept", () -> seen.size() == 1_001);
    List<Long> expected = new ArrayList<>(List.of(1L));
    for (long generation = 4_002; generation <= 5_001; generation++) {
      expected.add(generation);
    }
    assertEquals(expected, seen);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
