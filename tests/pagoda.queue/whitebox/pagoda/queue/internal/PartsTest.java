package pagoda.queue.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.queue.Histogram;

class PartsTest {
  @TempDir private Path folder;

  @Test
  void paceTellsTheTimeOfAHundredthAndStaysInItsBounds() {
    AtomicLong nanos = new AtomicLong();
    Pace pace = new Pace(nanos::get);
    assertEquals(Duration.ofSeconds(60), pace.retryAfter(1_000), "nothing was taken yet");
    for (int second = 0; second < 20; second++) {
      nanos.addAndGet(1_000_000_000L);
      pace.took(10);
    }
    assertEquals(Duration.ofSeconds(1), pace.retryAfter(1_000));
    assertEquals(Duration.ofSeconds(5), pace.retryAfter(5_000));
    assertEquals(Duration.ofSeconds(60), pace.retryAfter(100_000_000));
    assertEquals(Duration.ofSeconds(1), pace.retryAfter(0));
  }

  @Test
  void bucketsCountEachValueOnce() {
    Buckets buckets = new Buckets(1, 10);
    for (double value : new double[] {0.5, 1, 1.5, 10, 11, 1e9}) {
      buckets.observe(value);
    }
    Histogram histogram = buckets.histogram();
    assertEquals(List.of(1.0, 10.0), histogram.bounds());
    assertEquals(List.of(2L, 2L, 2L), histogram.counts());
    assertEquals(6, histogram.count());
    assertEquals(1e9 + 24, histogram.sum());
  }

  @Test
  void t05BallastTakesRealRoomAndGivesItBack() throws IOException {
    Ballast ballast = new Ballast(folder.resolve("jobs.db"), 100_000);
    Path file = folder.resolve("jobs.db.ballast");
    ballast.fill();
    assertEquals(100_000, Files.size(file));
    byte[] content = Files.readAllBytes(file);
    for (int i = 0; i < content.length - 4096; i += 4096) {
      byte[] page = Arrays.copyOfRange(content, i, i + 4096);
      assertFalse(Arrays.equals(page, new byte[4096]), "zeros take no room");
    }
    ballast.fill();
    assertEquals(100_000, Files.size(file));
    ballast.release();
    assertFalse(Files.exists(file));
    ballast.release();
  }

  @Test
  void interruptNeverLeavesTheHandler() throws Exception {
    HandlerThread thread = new HandlerThread();
    assertTrue(thread.enter());
    thread.interrupt();
    assertTrue(Thread.currentThread().isInterrupted());
    thread.leave();
    assertFalse(Thread.currentThread().isInterrupted());
    thread.interrupt();
    assertFalse(Thread.currentThread().isInterrupted(), "it came after the end");
    assertFalse(thread.enter(), "what was stopped before does not begin");
  }

  @Test
  void lockOfAFileIsExclusiveAndEnds() {
    Path file = folder.resolve("jobs.db");
    LockFile lock = LockFile.acquire(file);
    assertThrows(pagoda.queue.QueueLockedException.class, () -> LockFile.acquire(file));
    lock.close();
    LockFile.acquire(file).close();
  }

  @Test
  void waitersAreForgottenWhenTheirFuturesEnd() throws Exception {
    Waiters waiters = new Waiters();
    var one = waiters.await(1);
    var two = waiters.await(1);
    var other = waiters.await(2);
    assertTrue(waiters.waiting());
    one.cancel(false);
    CountDownLatch told = new CountDownLatch(1);
    two.thenRun(told::countDown);
    waiters.finished(1, null);
    told.await();
    assertFalse(other.isDone());
    waiters.close(new pagoda.queue.QueueClosedException());
    assertTrue(other.isCompletedExceptionally());
    assertFalse(waiters.waiting());
  }
}
