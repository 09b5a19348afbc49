package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.Slice;
import pagoda.hanoi.SliceResult;
import pagoda.hanoi.SlicedTask;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverPoolOptions;
import pagoda.testing.Await;

/** Tasks in slices. */
class SolverPoolTaskTest {
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
  void taskRunsUntilItIsDone() throws Exception {
    AtomicInteger slices = new AtomicInteger();
    SlicedTask<String> task =
        _ -> slices.incrementAndGet() < 5 ? SliceResult.more() : SliceResult.done("five");
    assertEquals("five", get(pool.submit(task, 1)));
    assertEquals(5, slices.get());
    assertEquals(5, pool.snapshot().slices());
    assertEquals(1, pool.snapshot().completed());
  }

  @Test
  void taskMayHaveNoResult() throws Exception {
    assertNull(get(pool.submit(_ -> SliceResult.done(null), 1)));
  }

  @Test
  void failureReachesTheCallerAndLeavesThePoolWhole() throws Exception {
    IOException failure = new IOException("broken");
    assertSame(
        failure,
        assertThrows(
                ExecutionException.class,
                () ->
                    get(
                        pool.submit(
                            _ -> {
                              throw failure;
                            },
                            1)))
            .getCause());
    assertInstanceOf(
        StackOverflowError.class,
        assertThrows(ExecutionException.class, () -> get(pool.submit(this::recurse, 1)))
            .getCause());
    assertInstanceOf(
        NullPointerException.class,
        assertThrows(ExecutionException.class, () -> get(pool.submit(_ -> null, 1))).getCause());
    assertEquals("alive", get(pool.submit(_ -> SliceResult.done("alive"), 1)));
    assertEquals(3, pool.snapshot().failed());
  }

  private SliceResult<Object> recurse(Slice slice) {
    SliceResult<Object> result = recurse(slice);
    return result == null ? SliceResult.more() : result;
  }

  @Test
  void sliceIsOverByItself() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    SlicedTask<Boolean> task =
        slice -> {
          while (!slice.isOver()) {
            Thread.onSpinWait();
          }
          cancelled.set(slice.isCancelled());
          return SliceResult.done(true);
        };
    assertTrue(get(pool.submit(task, 1)));
    assertFalse(cancelled.get());
  }

  @Test
  void tasksOfOnePriorityTakeTurnsAndUrgentOnesOvertake() throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<String>> futures = new ArrayList<>();
    try (Hog _ = new Hog(pool)) {
      futures.add(pool.submit(recorder("a", 3, order), 1));
      futures.add(pool.submit(recorder("b", 2, order), 1));
      futures.add(pool.submit(recorder("low", 1, order), 0));
      futures.add(pool.submit(recorder("urgent", 2, order), 10));
    }
    for (CompletableFuture<String> future : futures) {
      get(future);
    }
    assertEquals(List.of("urgent", "urgent", "a", "b", "a", "b", "a", "low"), order);
  }

  private static SlicedTask<String> recorder(String name, int slices, List<String> order) {
    AtomicInteger left = new AtomicInteger(slices);
    return _ -> {
      order.add(name);
      return left.decrementAndGet() == 0 ? SliceResult.done(name) : SliceResult.more();
    };
  }

  /** The whole point of slices: endless normal work does not keep an emergency waiting. */
  @Test
  void emergencyOvertakesEndlessWork() throws Exception {
    List<CompletableFuture<Void>> endless = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      endless.add(pool.submit(this::spin, 1));
    }
    Await.until("the endless work runs", () -> pool.snapshot().slices() > 20);
    assertEquals("now", get(pool.submit(_ -> SliceResult.done("now"), SolverPool.EMERGENCY)));
    endless.forEach(future -> assertFalse(future.isDone()));
    endless.forEach(future -> future.cancel(true));
    Await.until("the endless work ends", () -> pool.snapshot().cancelled() == 8);
  }

  private SliceResult<Void> spin(Slice slice) {
    while (!slice.isOver()) {
      Thread.onSpinWait();
    }
    return SliceResult.more();
  }

  @Test
  void cancellingAQueuedTaskFreesItsPlace() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    try (Hog _ = new Hog(pool)) {
      CompletableFuture<Object> future =
          pool.submit(
              _ -> {
                ran.set(true);
                return SliceResult.done(null);
              },
              1);
      assertEquals(1, pool.snapshot().queued());
      future.cancel(false);
      assertEquals(0, pool.snapshot().queued());
      assertEquals(1, pool.snapshot().cancelled());
    }
    get(pool.submit(_ -> SliceResult.done(null), 0));
    assertFalse(ran.get());
  }

  @Test
  void cancellingARunningTaskEndsItsSlice() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    CompletableFuture<Void> future =
        pool.submit(
            slice -> {
              running.countDown();
              while (!slice.isCancelled()) {
                Thread.onSpinWait();
              }
              assertTrue(slice.isOver());
              told.countDown();
              return SliceResult.more();
            },
            1);
    assertTrue(running.await(1, TimeUnit.MINUTES));
    future.cancel(false);
    assertTrue(told.await(1, TimeUnit.MINUTES));
    Await.until("it gets no further slice", () -> pool.snapshot().cancelled() == 1);
    assertThrows(CancellationException.class, future::join);
  }

  @Test
  void timeoutOfTheFutureEndsTheTask() throws Exception {
    CompletableFuture<Void> future = pool.submit(this::spin, 1).orTimeout(1, TimeUnit.MILLISECONDS);
    ExecutionException failure = assertThrows(ExecutionException.class, () -> get(future));
    assertInstanceOf(TimeoutException.class, failure.getCause());
    Await.until("the task has ended", () -> pool.snapshot().cancelled() == 1);
  }

  @Test
  void resultFromElsewhereEndsTheTask() throws Exception {
    CompletableFuture<Void> future = pool.submit(this::spin, 1);
    future.complete(null);
    Await.until("the task has ended", () -> pool.snapshot().cancelled() == 1);
  }

  @Test
  void allThreadsWorkAtOnce() throws Exception {
    int threads = 4;
    CountDownLatch together = new CountDownLatch(threads);
    try (SolverPool many = new SolverPool(SolverPoolOptions.defaults().withThreads(threads))) {
      List<CompletableFuture<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        tasks.add(
            many.submit(
                _ -> {
                  together.countDown();
                  return SliceResult.done(together.await(1, TimeUnit.MINUTES));
                },
                1));
      }
      for (CompletableFuture<Boolean> task : tasks) {
        assertTrue(get(task));
      }
    }
  }

  @Test
  void refusesPrioritiesOutOfRange() {
    assertThrows(OutOfRangeException.class, () -> pool.submit(_ -> SliceResult.done(null), -1));
    assertThrows(OutOfRangeException.class, () -> pool.compute(() -> null, 101));
    assertEquals(0, pool.snapshot().admitted());
  }
}
