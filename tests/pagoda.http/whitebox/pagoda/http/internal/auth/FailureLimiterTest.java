package pagoda.http.internal.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import pagoda.testing.Seed;

class FailureLimiterTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may wrap around
  private final FailureLimiter limiter = new FailureLimiter(now::get);

  private static InetAddress client(int number) {
    return InetAddress.ofLiteral("10.0." + number / 256 + "." + number % 256);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void tenFailuresAreFree() {
    for (int i = 0; i < FailureLimiter.BURST; i++) {
      assertEquals(Optional.empty(), limiter.blockedFor(client(1)));
      limiter.failed(client(1));
    }
    assertEquals(
        Optional.of(Duration.ofSeconds(FailureLimiter.SECONDS_PER_TRY)),
        limiter.blockedFor(client(1)));
    assertEquals(Optional.empty(), limiter.blockedFor(client(2)), "others are not to blame");
  }

  @Test
  void timeGivesTriesBack() {
    for (int i = 0; i < FailureLimiter.BURST; i++) {
      limiter.failed(client(1));
    }
    pass(Duration.ofSeconds(FailureLimiter.SECONDS_PER_TRY));
    assertEquals(Optional.empty(), limiter.blockedFor(client(1)));
    limiter.failed(client(1));
    assertTrue(limiter.blockedFor(client(1)).isPresent());
    pass(Duration.ofSeconds(FailureLimiter.SECONDS_PER_TRY * (long) FailureLimiter.BURST));
    assertEquals(Optional.empty(), limiter.blockedFor(client(1)));
    assertEquals(0, limiter.remembered(), "who has all tries back is forgotten");
  }

  @Test
  void memoryIsBounded() {
    for (int i = 0; i < FailureLimiter.MAX_CLIENTS + 5000; i++) {
      limiter.failed(client(i));
    }
    assertEquals(FailureLimiter.MAX_CLIENTS, limiter.remembered());
  }

  @Test
  void oneIpv6CustomerIsOneClient() {
    for (int i = 0; i < FailureLimiter.BURST; i++) {
      limiter.failed(InetAddress.ofLiteral("2001:db8::" + Integer.toHexString(i + 1)));
    }
    assertTrue(limiter.blockedFor(InetAddress.ofLiteral("2001:db8::ffff")).isPresent());
    assertTrue(limiter.blockedFor(InetAddress.ofLiteral("2001:db8:0:1::1")).isEmpty());
  }

  /** Against a bucket of tokens for each client, filled step by step. */
  @Test
  void agreesWithABucketOfTokens() {
    Random random = Seed.random("FailureLimiterTest");
    Map<Integer, ArrayDeque<Long>> debts = new HashMap<>(); // when each lost try comes back
    for (int i = 0; i < 20_000; i++) {
      pass(Duration.ofMillis(random.nextInt(8000)));
      int number = random.nextInt(3);
      ArrayDeque<Long> debt = debts.computeIfAbsent(number, n -> new ArrayDeque<>());
      while (!debt.isEmpty() && debt.getFirst() - now.get() <= 0) {
        debt.removeFirst();
      }
      boolean blocked = debt.size() >= FailureLimiter.BURST;
      assertEquals(blocked, limiter.blockedFor(client(number)).isPresent(), "step " + i);
      if (!blocked && random.nextInt(3) > 0) {
        long last = debt.isEmpty() ? now.get() : debt.getLast();
        debt.addLast(last + Duration.ofSeconds(FailureLimiter.SECONDS_PER_TRY).toNanos());
        limiter.failed(client(number));
      }
    }
  }
}
