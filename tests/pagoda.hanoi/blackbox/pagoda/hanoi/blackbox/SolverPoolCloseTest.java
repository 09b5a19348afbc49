package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.hanoi.Answer;
import pagoda.hanoi.AnswerStream;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.SliceResult;
import pagoda.hanoi.SolverClosedException;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverPoolOptions;
import pagoda.hanoi.VerificationTask;
import pagoda.testing.Await;

/** The end of a pool is prompt, and nobody is left waiting. */
class SolverPoolCloseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Answer LONG = Answer.whole(60, Encoding.JSON);

  private final SolverPool pool = new SolverPool(SolverPoolOptions.defaults().withThreads(2));

  private static void assertClosed(CompletableFuture<?> future) {
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> future.get(1, TimeUnit.MINUTES));
    assertInstanceOf(SolverClosedException.class, failure.getCause());
  }

  @Test
  void everythingOpenFails() throws Exception {
    AnswerStream paused = pool.open(LONG, 100);
    Await.until("the stream waits for its reader", () -> pool.snapshot().paused() == 1);
    CompletableFuture<?> endless = pool.submit(new VerificationTask(LONG), 50);
    CompletableFuture<?> sleeping =
        pool.compute(() -> new CountDownLatch(1).await(9, TimeUnit.HOURS), 50);
    Await.until("both threads are busy", () -> pool.snapshot().active() == 2);
    CompletableFuture<?> queued = pool.compute(() -> 1, 0);
    assertTrue(pool.close(PATIENCE));
    assertClosed(endless);
    assertClosed(sleeping);
    assertClosed(queued);
    assertThrows(SolverClosedException.class, paused::next);
    paused.close();
    assertEquals(4, pool.snapshot().cancelled());
    assertEquals(0, pool.snapshot().active());
    assertEquals(0, pool.snapshot().bufferBytes());
  }

  @Test
  void nothingIsTakenInAfterwards() {
    pool.close();
    assertThrows(SolverClosedException.class, () -> pool.open(LONG, 5));
    assertThrows(SolverClosedException.class, () -> pool.open(LONG, 0, 10, 5));
    assertThrows(SolverClosedException.class, () -> pool.submit(_ -> SliceResult.done(1), 5));
    assertThrows(SolverClosedException.class, () -> pool.compute(() -> 1, 5));
    assertTrue(pool.close(Duration.ZERO), "closing twice does no harm");
    assertEquals(0, pool.snapshot().bufferBytes());
  }

  @Test
  void readerThatWaitsIsWoken() throws Exception {
    try (Hog _ = new Hog(pool);
        Hog _ = new Hog(pool);
        AnswerStream stream = pool.open(LONG, 5)) {
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      Thread reader =
          Thread.startVirtualThread(() -> {
            try {
              stream.next();
            } catch (Throwable e) {
              end.complete(e);
            }
          });
      Await.until("the reader waits", () -> reader.getState() == Thread.State.WAITING);
      assertFalse(pool.close(Duration.ZERO), "the hogs do not look at their slices");
      assertInstanceOf(SolverClosedException.class, end.get(1, TimeUnit.MINUTES));
    }
    assertTrue(pool.close(PATIENCE));
  }

  /** What has been rendered to its end can still be read. */
  @Test
  void renderedAnswerOutlivesThePool() throws Exception {
    AnswerStream stream = pool.open(Answer.whole(15, Encoding.JSON), 5);
    Await.until("it is rendered", () -> pool.snapshot().completed() == 1);
    assertTrue(pool.close(PATIENCE));
    assertEquals(6 * 32767 + 1, stream.next().orElseThrow().remaining());
    stream.close();
  }

  @Test
  void computationThatIgnoresItsInterruptDoesNotHoldUpTheEnd() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Object> stubborn =
        pool.compute(
            () -> {
              running.countDown();
              while (release.getCount() > 0) {
                Thread.onSpinWait();
              }
              return null;
            },
            5);
    assertTrue(running.await(1, TimeUnit.MINUTES));
    assertFalse(pool.close(Duration.ofMillis(1)));
    assertClosed(stubborn);
    release.countDown();
    assertTrue(pool.close(PATIENCE));
  }

  @Test
  void poolMayBeClosedByItsOwnThread() throws Exception {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    var _ =
        pool.submit(
            _ -> {
              closed.complete(pool.close(PATIENCE));
              return SliceResult.done(null);
            },
            5);
    assertTrue(closed.get(1, TimeUnit.MINUTES));
    assertTrue(pool.close(PATIENCE));
  }

  @Test
  void interruptedCloserStaysInterrupted() throws Exception {
    try (Hog _ = new Hog(pool)) {
      Thread.currentThread().interrupt();
      assertFalse(pool.close(PATIENCE));
      assertTrue(Thread.interrupted());
    }
    assertTrue(pool.close(PATIENCE));
  }
}
