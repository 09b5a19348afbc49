package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import pagoda.breaker.AdaptiveLimit;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadFullException;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.Permit;
import pagoda.breaker.TimeoutExceededException;
import pagoda.testing.Await;

/** The bulkhead (T25, T26) and its adaptive limit. */
class BulkheadTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private static List<Permit> fill(Bulkhead bulkhead, int places) {
    List<Permit> permits = new ArrayList<>();
    for (int i = 0; i < places; i++) {
      permits.add(bulkhead.tryAcquire());
      assertNotNull(permits.get(i));
    }
    return permits;
  }

  @Test
  void refusesAtOnceWhenFull() {
    Bulkhead bulkhead = Bulkhead.of("disk", BulkheadPolicy.defaults().withLimit(2));
    List<Permit> permits = fill(bulkhead, 2);
    assertEquals(2, bulkhead.inFlight());
    assertFalse(bulkhead.tryAcquire().isGranted());
    BulkheadFullException full =
        assertThrows(BulkheadFullException.class, () -> bulkhead.call(() -> 1));
    assertEquals("bulkhead 'disk' is full (limit 2)", full.getMessage());
    assertEquals(0, full.getStackTrace().length);
    assertEquals(2, bulkhead.refused());
    permits.get(0).success();
    assertEquals(1, bulkhead.<Integer, RuntimeException>call(() -> 1));
    assertEquals(1, bulkhead.inFlight());
  }

  @Test
  void placeIsFreedWhateverIsThrown() {
    Bulkhead bulkhead = Bulkhead.of("disk", BulkheadPolicy.defaults().withLimit(1));
    for (int i = 0; i < 3; i++) {
      assertThrows(BrokenException.class, () -> bulkhead.call(BrokenException::raise));
      assertThrows(
          StackOverflowError.class,
          () ->
              bulkhead.call(() -> {
                throw new StackOverflowError();
              }));
    }
    assertEquals(0, bulkhead.inFlight());
    assertTrue(bulkhead.tryAcquire().isGranted());
  }

  /** T25: callers that waited in vain do not take a place later. */
  @Test
  void t25TimedOutWaiterSwallowsNoPlace() throws Exception {
    Bulkhead bulkhead =
        Bulkhead.of(
            "disk",
            BulkheadPolicy.defaults()
                .withLimit(2)
                .withMaxWait(Duration.ofMillis(1))
                .withMaxWaiting(10));
    List<Permit> permits = fill(bulkhead, 2);
    AtomicInteger refused = new AtomicInteger();
    Threads.together(
        8,
        () -> {
          assertThrows(BulkheadFullException.class, () -> bulkhead.call(() -> 1));
          return refused.incrementAndGet();
        });
    assertEquals(8, refused.get());
    assertEquals(0, bulkhead.waiting());
    permits.forEach(Permit::close);
    assertEquals(0, bulkhead.inFlight());
    fill(bulkhead, 2);
    assertFalse(bulkhead.tryAcquire().isGranted());
  }

  /** T25: a permit that is ended twice frees one place and does not raise the limit. */
  @Test
  void t25SpareReleaseDoesNotRaiseTheLimit() {
    Bulkhead bulkhead = Bulkhead.of("disk", BulkheadPolicy.defaults().withLimit(2));
    List<Permit> permits = fill(bulkhead, 2);
    for (Permit permit : permits) {
      permit.success();
      permit.close();
      permit.ignore();
      permit.failure(new BrokenException());
    }
    assertEquals(2, bulkhead.limit());
    fill(bulkhead, 2);
    assertFalse(bulkhead.tryAcquire().isGranted());
  }

  /** A caller that waits gets the place of the one that leaves. */
  @Test
  void waiterGetsAFreedPlace() throws Exception {
    Bulkhead bulkhead =
        Bulkhead.of(
            "disk", BulkheadPolicy.defaults().withLimit(1).withMaxWait(LONG).withMaxWaiting(1));
    final Permit permit = bulkhead.tryAcquire();
    AtomicReference<Object> result = new AtomicReference<>();
    Thread waiter = Thread.ofPlatform().start(() -> result.set(bulkhead.call(() -> "late")));
    Await.until("one waits", () -> bulkhead.waiting() == 1);
    assertThrows(
        BulkheadFullException.class, () -> bulkhead.call(() -> 1), "a second one may not wait");
    permit.close();
    waiter.join();
    assertEquals("late", result.get());
    assertEquals(0, bulkhead.inFlight());
  }

  /** An interrupted waiter keeps its flag, takes no place, and says so. */
  @Test
  void interruptedWaiter() throws Exception {
    Bulkhead bulkhead =
        Bulkhead.of(
            "disk", BulkheadPolicy.defaults().withLimit(1).withMaxWait(LONG).withMaxWaiting(1));
    final Permit permit = bulkhead.tryAcquire();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    AtomicReference<BulkheadFullException> thrown = new AtomicReference<>();
    Thread waiter =
        Thread.ofVirtual()
            .start(() -> {
              thrown.set(assertThrows(BulkheadFullException.class, () -> bulkhead.call(() -> 1)));
              flag.set(Thread.currentThread().isInterrupted());
            });
    Await.until("it waits", () -> bulkhead.waiting() == 1);
    waiter.interrupt();
    waiter.join();
    assertTrue(flag.get());
    assertTrue(thrown.get().interrupted());
    permit.close();
    assertTrue(bulkhead.tryAcquire().isGranted());
  }

  /** T26: a shrink waits for nobody, and lets in who fits. */
  @Test
  void t26ShrinksLive() {
    Bulkhead bulkhead = Bulkhead.of("disk", BulkheadPolicy.defaults().withLimit(5));
    List<Permit> permits = fill(bulkhead, 4);
    bulkhead.limit(2);
    assertEquals(2, bulkhead.limit());
    assertEquals(4, bulkhead.inFlight(), "running calls go on");
    assertFalse(bulkhead.tryAcquire().isGranted());
    permits.get(0).close();
    permits.get(1).close();
    assertFalse(bulkhead.tryAcquire().isGranted(), "two run, two may");
    permits.get(2).close();
    assertTrue(bulkhead.tryAcquire().isGranted(), "one ran, two may");
    bulkhead.limit(4);
    fill(bulkhead, 2);
    assertFalse(bulkhead.tryAcquire().isGranted());
  }

  /** T26: a raised limit lets waiters in. */
  @Test
  void t26RaisedLimitWakesWaiters() throws Exception {
    Bulkhead bulkhead =
        Bulkhead.of(
            "disk", BulkheadPolicy.defaults().withLimit(1).withMaxWait(LONG).withMaxWaiting(4));
    fill(bulkhead, 1);
    List<Thread> waiters = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiters.add(Thread.ofVirtual().start(() -> bulkhead.call(() -> 1)));
    }
    Await.until("three wait", () -> bulkhead.waiting() == 3);
    bulkhead.limit(2);
    for (Thread waiter : waiters) {
      waiter.join();
    }
    assertEquals(1, bulkhead.inFlight());
  }

  /** Whatever happens to it, a bulkhead never lets in more than its largest limit. */
  @Test
  void neverMoreThanTheLimitUnderStorm() throws Exception {
    Bulkhead bulkhead =
        Bulkhead.of(
            "disk",
            BulkheadPolicy.defaults()
                .withLimit(3)
                .withMaxWait(Duration.ofMillis(1))
                .withMaxWaiting(4));
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Threads.together(
        8,
        () -> {
          for (int i = 0; i < 2_000; i++) {
            try {
              bulkhead.call(() -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                return inside.decrementAndGet();
              });
            } catch (BulkheadFullException e) {
              bulkhead.limit(1 + i % 3);
            }
          }
          return null;
        });
    assertTrue(most.get() <= 3, () -> "inside: " + most);
    assertEquals(0, bulkhead.inFlight());
    assertEquals(0, bulkhead.waiting());
  }

  private static final Duration WINDOW = Duration.ofSeconds(1);

  /** So many calls at once, each so long; then the window is over. */
  private static void window(Bulkhead bulkhead, ManualClock clock, int calls, Duration each) {
    List<Permit> permits = fill(bulkhead, calls);
    clock.advance(each);
    permits.forEach(Permit::success);
    clock.advance(WINDOW);
    for (int i = 0; i < 10; i++) {
      Permit permit = bulkhead.tryAcquire();
      permit.success();
    }
  }

  /** An adaptive limit grows while calls are quick and the limit is used. */
  @Test
  void adaptiveLimitGrowsWhileQuick() {
    ManualClock clock = new ManualClock();
    Bulkhead bulkhead = adaptive(clock);
    for (int i = 0; i < 50; i++) {
      int before = bulkhead.limit();
      window(bulkhead, clock, before, Duration.ofMillis(10));
      assertEquals(Math.min(20, before + 1), bulkhead.limit());
    }
    assertEquals(20, bulkhead.limit(), "its upper bound");
  }

  /** It does not grow while nobody needs it. */
  @Test
  void adaptiveLimitStaysWhenUnused() {
    ManualClock clock = new ManualClock();
    Bulkhead bulkhead = adaptive(clock);
    for (int i = 0; i < 10; i++) {
      window(bulkhead, clock, 1, Duration.ofMillis(10));
    }
    assertEquals(10, bulkhead.limit());
  }

  /** It shrinks when calls take more than twice their best time, down to its lower bound. */
  @Test
  void adaptiveLimitShrinksWhenSlow() {
    ManualClock clock = new ManualClock();
    Bulkhead bulkhead = adaptive(clock);
    window(bulkhead, clock, 10, Duration.ofMillis(10));
    assertEquals(11, bulkhead.limit());
    int before = bulkhead.limit();
    window(bulkhead, clock, 10, Duration.ofMillis(100));
    assertEquals(9, bulkhead.limit(), "a tenth less than " + before);
    for (int i = 0; i < 5; i++) {
      window(bulkhead, clock, bulkhead.limit(), Duration.ofMillis(500L << i));
    }
    assertEquals(4, bulkhead.limit(), "its lower bound");
  }

  /** A timeout shrinks it at once, however quick the other calls are. */
  @Test
  void adaptiveLimitShrinksOnTimeouts() {
    ManualClock clock = new ManualClock();
    Bulkhead bulkhead = adaptive(clock);
    bulkhead.tryAcquire().failure(new TimeoutExceededException(WINDOW));
    window(bulkhead, clock, 9, Duration.ofMillis(10));
    assertEquals(9, bulkhead.limit());
    assertThrows(InvalidPolicyException.class, () -> bulkhead.limit(21));
    bulkhead.limit(20);
    assertEquals(20, bulkhead.limit());
    assertFalse(bulkhead.refused() > 0);
  }

  private static Bulkhead adaptive(ManualClock clock) {
    return Bulkhead.of(
        "disk",
        BulkheadPolicy.defaults()
            .withLimit(10)
            .withAdaptive(AdaptiveLimit.defaults().withBounds(4, 20)),
        clock);
  }
}
