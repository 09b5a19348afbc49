package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import pagoda.breaker.KeyedRateLimiter;
import pagoda.breaker.RateLimitedException;
import pagoda.breaker.RateLimiterPolicy;

/** A rate for each key, in a bounded table. */
class KeyedRateLimiterTest {
  private static final Duration TURN = Duration.ofMillis(100);

  private final ManualClock clock = new ManualClock();

  private KeyedRateLimiter limiter(int burst, int capacity) {
    return KeyedRateLimiter.of(
        "clients", RateLimiterPolicy.defaults().withBurst(burst), capacity, clock);
  }

  private static int granted(KeyedRateLimiter limiter, String key, int asked) {
    int granted = 0;
    for (int i = 0; i < asked; i++) {
      granted += limiter.tryAcquire(key).isGranted() ? 1 : 0;
    }
    return granted;
  }

  @Test
  void eachKeyHasARateOfItsOwn() {
    KeyedRateLimiter limiter = limiter(2, 10);
    assertEquals(2, granted(limiter, "a", 5));
    assertEquals(2, granted(limiter, "b", 5));
    assertThrows(RateLimitedException.class, () -> limiter.call("a", () -> "never"));
    clock.advance(TURN);
    assertEquals("well", limiter.call("a", () -> "well"));
    CompletableFuture<String> async =
        limiter.callAsync("b", () -> CompletableFuture.completedFuture("well"));
    assertEquals("well", async.join());
    assertEquals(7, limiter.refused());
  }

  @Test
  void busyKeysKeepTheirPlacesAndNewOnesAreRefused() {
    KeyedRateLimiter limiter = limiter(1, 3);
    for (String key : List.of("a", "b", "c")) {
      assertEquals(1, granted(limiter, key, 2));
    }
    assertFalse(limiter.tryAcquire("d").isGranted());
    RateLimitedException full =
        assertThrows(RateLimitedException.class, () -> limiter.call("d", () -> "never"));
    assertEquals(TURN, full.retryAfter());
    assertInstanceOf(
        RateLimitedException.class,
        limiter.callAsync("d", () -> CompletableFuture.completedFuture("never")).exceptionNow());
    assertFalse(limiter.tryAcquire("a").isGranted(), "a known key is not forgotten");
    assertEquals(3, limiter.size());
  }

  @Test
  void quietKeysMakeRoom() {
    KeyedRateLimiter limiter = limiter(2, 2);
    granted(limiter, "busy", 2);
    granted(limiter, "quiet", 1);
    clock.advance(TURN);
    assertTrue(limiter.tryAcquire("new").isGranted());
    assertEquals(2, limiter.size());
    assertEquals(1, granted(limiter, "busy", 5), "it kept what it had used");
  }

  /** However many keys come, the table stays within its bound, and a quiet time empties it. */
  @Test
  void tableIsBounded() {
    KeyedRateLimiter limiter = limiter(1, 100);
    for (int i = 0; i < 100_000; i++) {
      limiter.tryAcquire("key " + i);
      clock.advance(Duration.ofMillis(1));
      assertTrue(limiter.size() <= 100);
    }
  }

  /** While keys come and go, none ever has two rates at once. */
  @Test
  void manyThreadsGetExactlyTheBurstOfAKey() throws Exception {
    for (int round = 0; round < 50; round++) {
      KeyedRateLimiter limiter = limiter(100, 1);
      clock.advance(Duration.ofHours(1));
      String key = "key " + round;
      List<Integer> granted = Threads.together(4, () -> granted(limiter, key, 50));
      assertEquals(100, granted.stream().mapToInt(Integer::intValue).sum());
    }
  }
}
