package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagoda.hanoi.SliceResult;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverPoolOptions;
import pagoda.testing.Await;

/** Computations without slices, which hold their thread. */
class SolverPoolComputationTest {
  private final SolverPool pool = new SolverPool(SolverPoolOptions.defaults().withThreads(1));

  @AfterEach
  void nothingIsLeft() throws Exception {
    Await.until("no work is left", () -> pool.snapshot().active() == 0);
    assertTrue(pool.close(Duration.ofSeconds(30)));
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(1, TimeUnit.MINUTES);
  }

  @Test
  void computationHoldsItsThreadToTheEnd() throws Exception {
    assertEquals(42, get(pool.compute(() -> 6 * 7, 1)));
    assertThrows(
        ExecutionException.class,
        () ->
            get(
                pool.compute(
                    () -> {
                      throw new IOException();
                    },
                    1)));
  }

  @Test
  void cancelledComputationIsInterruptedAndNothingElseIs() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CompletableFuture<Object> future =
        pool.compute(
            () -> {
              running.countDown();
              try {
                return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
              } finally {
                if (!Thread.currentThread().isInterrupted()) {
                  interrupted.countDown(); // await has thrown and cleared the flag
                }
                Thread.currentThread().interrupt();
              }
            },
            1);
    assertTrue(running.await(1, TimeUnit.MINUTES));
    future.cancel(true);
    assertTrue(interrupted.await(1, TimeUnit.MINUTES));
    assertFalse(get(pool.compute(() -> Thread.currentThread().isInterrupted(), 1)));
    assertEquals(1, pool.snapshot().cancelled());
  }

  @Test
  void computationsLeaveAThreadForSlicedWork() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (SolverPool two = new SolverPool(SolverPoolOptions.defaults().withThreads(2))) {
      List<CompletableFuture<Boolean>> computations = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        computations.add(two.compute(() -> release.await(1, TimeUnit.MINUTES), 100));
      }
      Await.until("one computation runs", () -> two.snapshot().held() == 1);
      assertEquals("now", get(two.submit(_ -> SliceResult.done("now"), 0)));
      assertEquals(2, two.snapshot().queued());
      assertEquals(1, two.snapshot().active());
      release.countDown();
      for (CompletableFuture<Boolean> computation : computations) {
        assertTrue(get(computation));
      }
    }
  }

  /** The thread that ended one computation is busy with its caller's code; another takes over. */
  @Test
  void nextComputationStartsOnAnyFreeThread() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch secondRuns = new CountDownLatch(1);
    try (SolverPool two = new SolverPool(SolverPoolOptions.defaults().withThreads(2))) {
      CompletableFuture<Boolean> stage =
          two.compute(() -> release.await(1, TimeUnit.MINUTES), 5)
              .thenApply(SolverPoolComputationTest.awaiting(secondRuns));
      Await.until("the first computation runs", () -> two.snapshot().held() == 1);
      CompletableFuture<Integer> second =
          two.compute(
              () -> {
                secondRuns.countDown();
                return 2;
              },
              5);
      assertEquals(1, two.snapshot().queued());
      release.countDown();
      assertTrue(get(stage));
      assertEquals(2, get(second));
    }
  }

  private static Function<Boolean, Boolean> awaiting(CountDownLatch latch) {
    return _ -> {
      try {
        return latch.await(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        return false;
      }
    };
  }
}
