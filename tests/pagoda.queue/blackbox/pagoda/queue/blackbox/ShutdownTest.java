package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.DrainReport;
import pagoda.queue.Enqueued;
import pagoda.queue.FileStore;
import pagoda.queue.Job;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueClosedException;
import pagoda.testing.Await;

/** t29: closing is bounded, loses nothing and leaves nobody without an answer. */
class ShutdownTest {
  private final CountDownLatch started = new CountDownLatch(1);

  @Test
  void t29RunningJobsFinishWithinTheLimit() throws Exception {
    CountDownLatch finish = new CountDownLatch(1);
    LambdaHandler handler =
        LambdaHandler.waits(
            "work",
            (payload, context) -> {
              started.countDown();
              finish.await();
              return JobOutcome.completed(payload);
            });
    try (Fixture fixture = Fixture.with(handler).settings(s -> s.withWorkers(1)).start()) {
      Job running = fixture.enqueue("work", "x");
      started.await();
      Job waiting = fixture.enqueue("work", "y");
      CompletableFuture<DrainReport> closing =
          CompletableFuture.supplyAsync(() -> fixture.queue().close(Duration.ofSeconds(30)));
      Await.until("refuses new work", () -> refusesNewWork(fixture));
      finish.countDown();
      DrainReport report = closing.join();
      assertEquals(1, report.finished());
      assertEquals(0, report.abandoned());
      fixture.open();
      assertEquals(JobState.COMPLETED, fixture.queue().job(running.id()).state());
      assertEquals(JobState.PENDING, fixture.queue().job(waiting.id()).state());
    }
  }

  private static boolean refusesNewWork(Fixture fixture) {
    try {
      fixture.enqueue("work", 1);
      return false;
    } catch (QueueClosedException e) {
      return true;
    }
  }

  @Test
  void whileItDrainsNothingBeginsAndWhatRunsMaySaveAndEnd() throws Exception {
    CountDownLatch drained = new CountDownLatch(1);
    LambdaHandler handler =
        LambdaHandler.waits(
            "work",
            (payload, context) -> {
              started.countDown();
              while (!context.yieldRequested()) {
                LockSupport.parkNanos(100_000);
              }
              drained.await();
              assertTrue(context.saveCheckpoint(Bytes.utf8("saved")));
              return JobOutcome.completed(payload);
            });
    try (Fixture fixture = Fixture.with(handler).settings(s -> s.withWorkers(1)).start()) {
      Job running = fixture.enqueue("work", "x");
      started.await();
      Job waiting = fixture.enqueue("work", "y");
      Job unwanted = fixture.enqueue("work", "z");
      fixture.queue().drain();
      assertTrue(refusesNewWork(fixture));
      drained.countDown();
      assertEquals(JobState.COMPLETED, fixture.finished(running.id()).state());
      assertEquals(JobState.CANCELLED, fixture.queue().cancel(unwanted.id()).state());
      assertEquals(JobState.PENDING, fixture.queue().job(waiting.id()).state());
      assertEquals(0, fixture.queue().snapshot().running());
    }
  }

  @Test
  void t29HandlersAreAskedToYieldAndKeepTheirCheckpoint() throws Exception {
    LambdaHandler handler =
        LambdaHandler.waits(
            "work",
            (payload, context) -> {
              if (context.checkpoint().isPresent()) {
                return JobOutcome.completed(context.checkpoint().get());
              }
              started.countDown();
              while (!context.yieldRequested()) {
                LockSupport.parkNanos(100_000);
              }
              return JobOutcome.yielded(Bytes.utf8("half"));
            });
    try (Fixture fixture = Fixture.with(handler).start()) {
      Job job = fixture.enqueue("work", "x");
      started.await();
      DrainReport report = fixture.queue().close(Duration.ofSeconds(30));
      assertEquals(1, report.yielded());
      assertEquals(0, report.finished());
      fixture.start();
      Job end = fixture.finished(job.id());
      assertEquals(1, end.attempt());
      assertEquals("half", fixture.queue().detail(job.id()).result().orElseThrow().text());
    }
  }

  @Test
  void t29HandlerThatIgnoresTheRequestIsGivenBackWithoutBurningItsAttempt() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    LambdaHandler stubborn =
        LambdaHandler.waits(
            "work",
            (payload, context) -> {
              started.countDown();
              while (release.getCount() > 0) {
                LockSupport.parkNanos(100_000);
              }
              return JobOutcome.completed(payload);
            });
    try (Fixture fixture = Fixture.with(stubborn).start()) {
      Job job = fixture.enqueue("work", "x");
      started.await();
      DrainReport report = fixture.queue().close(Duration.ofMillis(50));
      assertEquals(1, report.abandoned());
      assertTrue(report.took().compareTo(Duration.ofSeconds(20)) < 0, report::toString);
      fixture.open();
      Job back = fixture.queue().job(job.id());
      assertEquals(JobState.PENDING, back.state());
      assertEquals(0, back.attempt());
      assertEquals(0, fixture.queue().snapshot().recovery().requeued(), "nothing to recover");
      release.countDown();
    }
  }

  @Test
  void t29EveryCallerGetsAnAnswer() {
    List<CompletableFuture<Enqueued>> calls = new ArrayList<>();
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      for (int i = 0; i < 2_000; i++) {
        calls.add(fixture.queue().enqueueAsync(JobRequest.of("echo", Bytes.EMPTY)));
      }
      fixture.queue().close(Duration.ZERO);
      int accepted = 0;
      for (CompletableFuture<Enqueued> call : calls) {
        assertTrue(call.isDone());
        accepted += call.isCompletedExceptionally() ? 0 : 1;
      }
      fixture.open();
      assertEquals(accepted, fixture.queue().snapshot().count(JobState.PENDING));
      assertEquals(2_000, accepted, "what was submitted before the closing is written");
    }
  }

  @Test
  void t29ClosedQueueRefusesEverything() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      Job job = fixture.enqueue("echo", "x");
      JobQueue queue = fixture.queue();
      DrainReport first = queue.close(Duration.ZERO);
      assertEquals(first, queue.close(Duration.ofSeconds(5)), "closing again changes nothing");
      assertThrows(QueueClosedException.class, () -> fixture.enqueue("echo", "y"));
      assertThrows(QueueClosedException.class, () -> queue.job(job.id()));
      assertThrows(QueueClosedException.class, () -> queue.cancel(job.id()));
      assertThrows(QueueClosedException.class, queue::pause);
      assertEquals(1, queue.snapshot().count(JobState.PENDING));
    }
  }

  @Test
  void t29LogIsEmptyAfterClose() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      fixture.enqueue("echo", "x");
      assertTrue(fixture.store().walBytes() > 0);
      fixture.queue().close(Duration.ZERO);
      assertFalse(fixture.folder().resolve("jobs.db-wal").toFile().exists());
      assertTrue(FileStore.verify(fixture.file()).sound());
    }
  }

  @Test
  void checkpointAfterCloseIsNotSavedAndDoesNotHang() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CompletableFuture<Boolean> saved = new CompletableFuture<>();
    LambdaHandler handler =
        LambdaHandler.waits(
            "work",
            (payload, context) -> {
              started.countDown();
              while (closed.getCount() > 0) {
                LockSupport.parkNanos(100_000);
              }
              saved.complete(context.saveCheckpoint(Bytes.utf8("late")));
              return JobOutcome.completed(payload);
            });
    try (Fixture fixture = Fixture.with(handler).start()) {
      fixture.enqueue("work", "x");
      started.await();
      fixture.queue().close(Duration.ZERO);
      closed.countDown();
      assertEquals(false, saved.get(30, java.util.concurrent.TimeUnit.SECONDS));
    }
  }

  @Test
  void pausedQueueStartsNothing() throws Exception {
    Gate gate = new Gate();
    gate.open();
    try (Fixture fixture = Fixture.with(gate.handler("gate", Kind.WAITS)).start()) {
      fixture.queue().pause();
      Job job = fixture.enqueue("gate", 1);
      fixture.queue().pause();
      assertEquals(JobState.PENDING, fixture.queue().job(job.id()).state());
      assertTrue(fixture.queue().snapshot().paused());
      fixture.queue().resume();
      fixture.finished(job.id());
      assertFalse(fixture.queue().snapshot().paused());
    }
  }
}
