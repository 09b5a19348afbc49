package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverPoolOptions;
import pagoda.hanoi.SolverPoolSnapshot;
import pagoda.testing.Await;

/** A thread that a computation holds for good is replaced, within a bound. */
class ReplacedThreadTest {
  private final CountDownLatch release = new CountDownLatch(1);
  private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

  private static SolverPool pool(int count) {
    return new SolverPool(
        SolverPoolOptions.defaults().withThreads(count).withHeldThreads(1).withCapacity(100));
  }

  /** Notices no interrupt. */
  private Thread hold(SolverPool pool, List<CompletableFuture<?>> held) throws Exception {
    held.add(
        pool.compute(
            () -> {
              threads.add(Thread.currentThread());
              while (release.getCount() > 0) {
                LockSupport.parkNanos(100_000);
              }
              return "late";
            },
            5));
    Thread thread = threads.poll(1, TimeUnit.MINUTES);
    assertTrue(thread != null, "it never got a thread");
    return thread;
  }

  @Test
  void q05AsManyAreReplacedAsThePoolHasThreads() throws Exception {
    List<CompletableFuture<?>> held = new ArrayList<>();
    try (SolverPool pool = pool(2)) {
      for (int lost = 1; lost <= 2; lost++) {
        assertTrue(pool.replace(hold(pool, held)));
        assertEquals(lost, pool.snapshot().lost());
        assertEquals(0, pool.snapshot().held());
      }
      Thread third = hold(pool, held);
      assertFalse(pool.replace(third), "no more are replaced");
      assertEquals(1, pool.snapshot().held());
      assertEquals(3, pool.snapshot().active());
      CompletableFuture<Integer> next = pool.compute(() -> 1, 5);
      release.countDown();
      assertEquals(1, next.get(1, TimeUnit.MINUTES));
      for (CompletableFuture<?> computation : held) {
        assertEquals("late", computation.get(1, TimeUnit.MINUTES));
      }
      Await.until("all are accounted for", () -> pool.snapshot().active() == 0);
      assertEquals(List.of(0, 0), List.of(pool.snapshot().lost(), pool.snapshot().held()));
    }
  }

  @Test
  void aReplacedThreadEndsWithItsComputation() throws Exception {
    List<CompletableFuture<?>> held = new ArrayList<>();
    try (SolverPool pool = pool(1)) {
      Thread lost = hold(pool, held);
      assertTrue(pool.replace(lost));
      assertFalse(pool.replace(lost), "once is enough");
      Thread other = pool.compute(Thread::currentThread, 5).get(1, TimeUnit.MINUTES);
      assertNotEquals(lost, other);
      release.countDown();
      assertTrue(lost.join(java.time.Duration.ofMinutes(1)));
      assertEquals(other, pool.compute(Thread::currentThread, 5).get(1, TimeUnit.MINUTES));
    }
  }

  @Test
  void aThreadThatNoComputationHoldsIsNotReplaced() {
    try (SolverPool pool = pool(2)) {
      assertFalse(pool.replace(Thread.currentThread()));
      SolverPoolSnapshot now = pool.snapshot();
      assertEquals(List.of(0, 0), List.of(now.lost(), now.active()));
    }
  }
}
