package pagoda.breaker.internal.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import pagoda.testing.Seed;

class SlowTrackerTest {
  /** Never early, at most a quarter late, whatever the threshold and the order of ends. */
  @Test
  void seesCallsInTimeAndNeverEarly() {
    Random random = Seed.random("seesCallsInTimeAndNeverEarly");
    for (int round = 0; round < 300; round++) {
      long threshold = 1 + random.nextLong(1L << (1 + random.nextInt(40)));
      long now = random.nextLong();
      SlowTracker tracker = new SlowTracker(threshold, now);
      List<Long> running = new ArrayList<>();
      for (int step = 0; step < 300; step++) {
        switch (random.nextInt(4)) {
          case 0, 1 -> {
            tracker.began(now);
            running.add(now);
          }
          case 2 -> {
            if (!running.isEmpty()) {
              tracker.ended(running.remove(random.nextInt(running.size())));
            }
          }
          default ->
              now +=
                  random.nextInt(10) == 0
                      ? random.nextLong(100 * threshold)
                      : random.nextLong(threshold + 1);
        }
        assertEquals(running.size(), tracker.running());
        long slow = tracker.slow(now);
        assertTrue(slow <= past(running, now, threshold), "never early");
        assertTrue(slow >= past(running, now, threshold + threshold / 4 + 2), "a quarter late");
      }
    }
  }

  private static long past(List<Long> running, long now, long age) {
    return running.stream().filter(start -> now - start >= age).count();
  }

  /** Calls that hang through many turns of the ring are neither lost nor counted twice. */
  @Test
  void hangingCallsAreKept() {
    SlowTracker tracker = new SlowTracker(1_000, 0);
    List<Long> hanging = new ArrayList<>();
    for (long now = 0; now < 2_000_000; now += 500) {
      tracker.began(now);
      if (now % 10_000 == 0) {
        hanging.add(now);
      } else {
        tracker.ended(now);
      }
    }
    assertEquals(hanging.size(), tracker.running());
    assertEquals(hanging.size(), tracker.slow(2_100_000));
    hanging.forEach(tracker::ended);
    assertEquals(0, tracker.running());
    assertEquals(0, tracker.slow(3_000_000));
  }

  /** Under a storm of threads, while the ring turns, every call is accounted for. */
  @Test
  void exactAfterAStorm() throws Exception {
    AtomicLong now = new AtomicLong();
    SlowTracker tracker = new SlowTracker(800, 0);
    CountDownLatch all = new CountDownLatch(4);
    Storm.of(
        4,
        (thread, random) -> {
          List<Long> hanging = new ArrayList<>();
          for (int i = 0; i < 50_000; i++) {
            long start = now.addAndGet(random.nextInt(3));
            tracker.began(start);
            if (i % 100 == 0) {
              hanging.add(start);
            } else {
              tracker.ended(start);
            }
          }
          all.countDown();
          all.await();
          assertEquals(4 * 500, tracker.running());
          assertEquals(4 * 500, tracker.slow(now.get() + 10_000));
          hanging.forEach(start -> assertTrue(start <= now.get()));
        });
    assertEquals(4 * 500, tracker.running());
  }
}
