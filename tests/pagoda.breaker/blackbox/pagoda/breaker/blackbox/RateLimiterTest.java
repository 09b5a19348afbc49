package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.Permit;
import pagoda.breaker.RateLimitedException;
import pagoda.breaker.RateLimiter;
import pagoda.breaker.RateLimiterPolicy;
import pagoda.breaker.Resilience;
import pagoda.breaker.Retry;
import pagoda.breaker.RetryPolicy;
import pagoda.testing.Seed;

/** How many calls a rate limiter lets begin, and who waits for a turn. */
class RateLimiterTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TURN = Duration.ofMillis(100);

  private final ManualClock clock = new ManualClock();
  private final RateLimiterPolicy tenASecond = RateLimiterPolicy.defaults();
  private final RateLimiterPolicy waiting = tenASecond.withMaxWait(TURN.multipliedBy(2));
  private final List<Integer> begun = Collections.synchronizedList(new ArrayList<>());

  private RateLimiter limiter(RateLimiterPolicy policy) {
    return RateLimiter.of("prices", policy, clock);
  }

  private static int granted(RateLimiter limiter, int asked) {
    int granted = 0;
    for (int i = 0; i < asked; i++) {
      granted += limiter.tryAcquire().isGranted() ? 1 : 0;
    }
    return granted;
  }

  private CompletableFuture<Integer> begin(RateLimiter limiter, int number) {
    return limiter.callAsync(() -> {
      begun.add(number);
      return CompletableFuture.completedFuture(number);
    });
  }

  @Test
  void callsAreSpreadEvenly() {
    RateLimiter limiter = limiter(tenASecond);
    for (int i = 0; i < 1_000; i++) {
      assertTrue(limiter.tryAcquire().isGranted());
      Permit tooEarly = limiter.tryAcquire();
      assertFalse(tooEarly.isGranted());
      assertEquals(TURN, tooEarly.retryAfter());
      clock.advance(TURN.minusNanos(1));
      assertFalse(limiter.tryAcquire().isGranted());
      clock.advance(Duration.ofNanos(1));
    }
    assertEquals(2_000, limiter.refused());
  }

  @Test
  void quietTimeSavesABurstAndNoMore() {
    RateLimiter limiter = limiter(tenASecond.withBurst(5));
    assertEquals(5, granted(limiter, 9), "at first");
    clock.advance(TURN.multipliedBy(2));
    assertEquals(2, granted(limiter, 9), "after two turns");
    clock.advance(Duration.ofDays(300));
    assertEquals(5, granted(limiter, 9), "after a long quiet time");
  }

  /** In any time t at most burst + t × rate calls begin, however they come. */
  @Test
  void noTimeSeesMoreThanItsShare() {
    Random random = Seed.random("RateLimiterTest");
    for (int run = 0; run < 200; run++) {
      int burst = 1 + random.nextInt(8);
      int permits = 1 + random.nextInt(1_000);
      Duration period = Duration.ofNanos(permits + random.nextInt(1_000_000));
      RateLimiter limiter = limiter(tenASecond.withRate(permits, period).withBurst(burst));
      List<Long> times = new ArrayList<>();
      for (int call = 0; call < 300; call++) {
        if (limiter.tryAcquire().isGranted()) {
          times.add(clock.nanos());
        }
        clock.advance(Duration.ofNanos(random.nextLong(2 * period.toNanos() / permits + 1)));
      }
      double rate = (double) permits / period.toNanos();
      for (int first = 0; first < times.size(); first++) {
        for (int last = first; last < times.size(); last++) {
          double most = burst + (times.get(last) - times.get(first)) * rate;
          int seen = last - first + 1;
          assertTrue(seen <= most + 1e-6, () -> seen + " of " + most);
        }
      }
    }
  }

  @Test
  void callWaitsForItsTurn() {
    RateLimiter limiter = limiter(waiting);
    long start = clock.nanos();
    for (int i = 0; i < 4; i++) {
      assertEquals("well", limiter.call(() -> "well"));
    }
    assertEquals(TURN.multipliedBy(3).toNanos(), clock.nanos() - start);
    assertEquals(0, limiter.waiting());
  }

  @Test
  void turnTooFarAwayIsRefusedAndNotTaken() {
    RateLimiter limiter = limiter(tenASecond.withMaxWait(TURN.minusNanos(1)));
    limiter.call(() -> "well");
    for (int i = 0; i < 5; i++) {
      RateLimitedException refused =
          assertThrows(
              RateLimitedException.class,
              () ->
                  limiter.call(() -> {
                    throw new AssertionError("a refused call began");
                  }));
      assertEquals("prices", refused.limiter());
      assertEquals(TURN, refused.retryAfter());
      assertFalse(refused.interrupted());
    }
    clock.advance(TURN);
    assertEquals("well", limiter.call(() -> "well"));
    assertEquals(5, limiter.refused());
  }

  @Test
  void asyncCallsWaitWithoutAThreadFirstComeFirstServed() throws Exception {
    RateLimiter limiter = limiter(waiting);
    assertEquals(0, begin(limiter, 0).join());
    CompletableFuture<Integer> first = begin(limiter, 1);
    CompletableFuture<Integer> second = begin(limiter, 2);
    CompletableFuture<Integer> third = begin(limiter, 3);
    assertInstanceOf(RateLimitedException.class, third.exceptionNow());
    assertEquals(2, limiter.waiting());
    clock.advance(TURN);
    assertEquals(1, first.get(30, TimeUnit.SECONDS));
    assertFalse(second.isDone());
    clock.advance(TURN);
    assertEquals(2, second.get(30, TimeUnit.SECONDS));
    assertEquals(List.of(0, 1, 2), begun);
    assertEquals(0, limiter.waiting());
  }

  @Test
  void thoseWhoWaitAreBounded() {
    RateLimiter limiter = limiter(waiting.withMaxWait(SECOND).withMaxWaiting(1));
    assertTrue(begin(limiter, 0).isDone());
    CompletableFuture<Integer> waits = begin(limiter, 1);
    assertInstanceOf(RateLimitedException.class, begin(limiter, 2).exceptionNow());
    waits.cancel(true);
    assertEquals(0, limiter.waiting());
    assertFalse(begin(limiter, 3).isDone(), "there is room again");
  }

  /** A turn that was not used goes to the next, unless somebody counts on a later one. */
  @Test
  void cancelledCallGivesItsTurnBack() throws Exception {
    RateLimiter limiter = limiter(waiting);
    assertTrue(begin(limiter, 0).isDone());
    CompletableFuture<Integer> left = begin(limiter, 1);
    left.cancel(true);
    assertEquals(0, clock.alarms());
    CompletableFuture<Integer> next = begin(limiter, 2);
    clock.advance(TURN);
    assertEquals(2, next.get(30, TimeUnit.SECONDS));
    assertEquals(List.of(0, 2), begun);
  }

  @Test
  void interruptedCallGivesItsTurnBack() {
    RateLimiter limiter = limiter(waiting);
    limiter.call(() -> "well");
    Thread.currentThread().interrupt();
    RateLimitedException left =
        assertThrows(RateLimitedException.class, () -> limiter.call(() -> "never"));
    assertTrue(left.interrupted());
    assertTrue(Thread.interrupted(), "the flag is set again");
    assertEquals(0, limiter.waiting());
    clock.advance(TURN);
    assertTrue(limiter.tryAcquire().isGranted());
  }

  @Test
  void manyThreadsGetExactlyTheBurst() throws Exception {
    for (int round = 0; round < 50; round++) {
      RateLimiter limiter = limiter(tenASecond.withBurst(100));
      List<Integer> granted = Threads.together(4, () -> granted(limiter, 50));
      assertEquals(100, granted.stream().mapToInt(Integer::intValue).sum());
    }
  }

  /**
   * An open breaker spends no turn, a refusal is no verdict and not retried, and holds no place.
   */
  @Test
  void standsBetweenBreakerAndBulkhead() {
    Fixture fixture = Fixture.of(BreakerPolicy.defaults(), clock);
    RateLimiter limiter = limiter(tenASecond);
    Bulkhead bulkhead = Bulkhead.of("prices", BulkheadPolicy.defaults(), clock);
    Resilience guard =
        Resilience.none()
            .with(Retry.of(RetryPolicy.defaults()))
            .with(fixture.breaker)
            .with(limiter)
            .with(bulkhead);
    fixture.breaker.trip(TURN, "test");
    guard.callOr(() -> "never", thrown -> "refused");
    fixture.breaker.reset();
    assertEquals("well", guard.call(() -> "well"), "its turn was not spent");
    assertThrows(RateLimitedException.class, () -> guard.call(() -> "never"));
    assertInstanceOf(
        RateLimitedException.class,
        guard.callAsync(() -> CompletableFuture.completedFuture("never")).exceptionNow());
    assertEquals(2, fixture.breaker.snapshot().totals().ignored());
    assertEquals(0, bulkhead.inFlight());
  }
}
