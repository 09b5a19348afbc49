package pagoda.breaker.internal.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import pagoda.breaker.Counts;
import pagoda.testing.Seed;

/** The windows under many threads, where the model test cannot reach. */
class WindowsTest {
  private static final byte[] OUTCOMES = {4, 5, 6, 7};

  /** After the storm the running totals are exactly what the ring holds. */
  @Test
  void countWindowIsExactAfterAStorm() throws Exception {
    for (int size : new int[] {1, 2, 3, 17, 100}) {
      CountWindow window = new CountWindow(size);
      Storm.of(
          4,
          (thread, random) -> {
            for (int i = 0; i < 50_000; i++) {
              byte outcome = OUTCOMES[random.nextInt(random.nextInt(4) + 1)];
              if (outcome == Outcome.GOOD) {
                window.success(0);
              } else {
                window.add(outcome, 0);
              }
            }
          });
      assertEquals(window.verified(0), window.counts(0));
      assertEquals(size, window.counts(0).calls());
    }
  }

  /** While it rages, no total is negative, and the ring never holds more than its size. */
  @Test
  void countWindowIsSaneDuringAStorm() throws Exception {
    CountWindow window = new CountWindow(3);
    int threads = 4;
    Storm.of(
        threads,
        (thread, random) -> {
          for (int i = 0; i < 50_000; i++) {
            window.add(OUTCOMES[random.nextInt(4)], 0);
            Counts seen = window.counts(0);
            assertTrue(seen.calls() <= 3 + threads, seen::toString);
            assertTrue(seen.failed() <= 3 + threads && seen.slow() <= 3 + threads, seen::toString);
            assertTrue(window.verified(0).calls() <= 3);
          }
        });
  }

  /** One thread: exactly the last so many, against a list. */
  @Test
  void countWindowHoldsTheLast() {
    Random random = Seed.random("countWindowHoldsTheLast");
    CountWindow window = new CountWindow(7);
    ArrayDeque<Byte> last = new ArrayDeque<>();
    for (int i = 0; i < 20_000; i++) {
      byte outcome = OUTCOMES[random.nextInt(3) == 0 ? random.nextInt(4) : 0];
      window.add(outcome, 0);
      last.addLast(outcome);
      if (last.size() > 7) {
        last.removeFirst();
      }
      assertEquals(
          last.stream().filter(seen -> (seen & 1) != 0).count(), window.counts(0).failed());
      assertEquals(last.stream().filter(seen -> (seen & 2) != 0).count(), window.counts(0).slow());
      assertEquals(last.size(), window.counts(0).calls());
    }
  }

  /** Threads that roll a time window together lose nothing while nothing has aged. */
  @Test
  void timeWindowLosesNothingWhileItRolls() throws Exception {
    AtomicLong now = new AtomicLong();
    TimeWindow window = new TimeWindow(1_000_000, 1_000, 0);
    int each = 20_000;
    Storm.of(
        4,
        (thread, random) -> {
          for (int i = 0; i < each; i++) {
            long time = now.get();
            if (i % 100 == 0) {
              now.compareAndSet(time, time + 1_000);
            }
            window.add(OUTCOMES[i % 4], time);
          }
        });
    assertTrue(now.get() < 1_000_000, "all of it is one window");
    int calls = 4 * each;
    assertEquals(new Counts(calls, calls / 2, calls / 2, calls * 3 / 4), window.counts(now.get()));
  }

  /** A thread that read the clock long ago books in the newest slice. */
  @Test
  void lateThreadBooksInTheNewestSlice() {
    TimeWindow window = new TimeWindow(1_000, 10, 0);
    window.success(5_000);
    window.add(Outcome.of(true, false), 4_000);
    window.success(3_900);
    assertEquals(new Counts(3, 1, 0, 1), window.counts(5_050));
    assertEquals(new Counts(0, 0, 0, 0), window.counts(6_000));
  }
}
