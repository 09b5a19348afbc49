package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.PriorityDepth;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.StorageState;
import pagoda.testing.Await;

class SnapshotTest {
  private final Gate gate = new Gate();

  @Test
  void numbersAreExact() throws Exception {
    ManualTime time = new ManualTime();
    try (Fixture fixture =
        Fixture.with(gate.handler("gate", Kind.WAITS))
            .time(time)
            .settings(s -> s.withWorkers(2).withCapacity(50))
            .start()) {
      fixture.enqueue("gate", 1);
      fixture.enqueue("gate", 1);
      gate.awaitStarted(2);
      Instant first = time.instant();
      fixture.enqueue("gate", 3);
      time.pass(Duration.ofSeconds(1));
      fixture.enqueue("gate", 3);
      Job urgent = fixture.enqueue("gate", 10);
      fixture
          .queue()
          .enqueue(JobRequest.of("gate", Bytes.EMPTY).withRunAt(time.instant().plusSeconds(9)));
      fixture.queue().cancel(urgent.id());
      QueueSnapshot snapshot = fixture.queue().snapshot();
      assertEquals(2, snapshot.count(JobState.PENDING));
      assertEquals(1, snapshot.count(JobState.SCHEDULED));
      assertEquals(2, snapshot.count(JobState.PROCESSING));
      assertEquals(1, snapshot.count(JobState.CANCELLED));
      assertEquals(List.of(new PriorityDepth(3, 2, Optional.of(first))), snapshot.pending());
      assertEquals(2, snapshot.running());
      assertEquals(2, snapshot.workers());
      assertEquals(50, snapshot.capacity());
      assertEquals(1, snapshot.boot());
      assertEquals(6, snapshot.totals().enqueued());
      assertEquals(1, snapshot.totals().cancelled());
      assertEquals(StorageState.OK, snapshot.storage());
      assertEquals(snapshot.commits().count(), snapshot.commits().seconds().count());
      assertTrue(fixture.store().walBytes() > 0);
      assertTrue(fixture.store().fileBytes() > 0);
      gate.open();
      Await.until(
          "three more done", () -> fixture.queue().snapshot().count(JobState.COMPLETED) == 4);
      assertEquals(List.of(), fixture.queue().snapshot().pending());
      assertEquals(4, fixture.queue().snapshot().commits().runSeconds().count());
    }
  }

  @Test
  void jobsThatWaitForTheirNextAttemptAreCountedThroughRestartCancelAndRetry() throws Exception {
    ManualTime time = new ManualTime();
    LambdaHandler failing =
        LambdaHandler.waits(
            "fail",
            (payload, context) ->
                context.job().attempt() == 1
                    ? JobOutcome.retry("not yet")
                    : JobOutcome.completed(payload));
    try (Fixture fixture = Fixture.with(failing).time(time).start()) {
      fixture
          .queue()
          .enqueue(JobRequest.of("fail", Bytes.EMPTY).withRunAt(time.instant().plusSeconds(99)));
      List<Job> jobs =
          List.of(
              fixture.enqueue("fail", "a"),
              fixture.enqueue("fail", "b"),
              fixture.enqueue("fail", "c"));
      Await.until("all have failed", () -> fixture.queue().snapshot().retrying() == 3);
      assertEquals(4, fixture.queue().snapshot().count(JobState.SCHEDULED), "one was delayed");
      fixture.restart();
      assertEquals(3, fixture.queue().snapshot().retrying());
      fixture.queue().cancel(jobs.get(0).id());
      assertEquals(2, fixture.queue().snapshot().retrying());
      fixture.queue().retry(jobs.get(1).id());
      assertEquals(1, fixture.queue().snapshot().retrying());
      time.pass(Duration.ofSeconds(50));
      fixture.queue().resume();
      fixture.finished(jobs.get(2).id());
      assertEquals(0, fixture.queue().snapshot().retrying());
      assertEquals(1, fixture.queue().snapshot().count(JobState.SCHEDULED));
    }
  }

  @Test
  void retentionPrunesInChunksAndKeepsWhatIsYoung() throws Exception {
    ManualTime time = new ManualTime();
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo"))
            .time(time)
            .settings(s -> s.withRetention(Duration.ofDays(1)).withWorkers(64))
            .start()) {
      fixture
          .queue()
          .enqueueAll(java.util.Collections.nCopies(1_300, JobRequest.of("echo", Bytes.utf8("x"))));
      Await.until("all done", () -> fixture.queue().snapshot().count(JobState.COMPLETED) == 1_300);
      time.pass(Duration.ofHours(23));
      Job young = fixture.enqueue("echo", "young");
      fixture.finished(young.id());
      time.pass(Duration.ofHours(2));
      Await.until(
          "the old are pruned",
          () -> {
            time.pass(Duration.ofMillis(10));
            fixture.queue().resume();
            return fixture.queue().snapshot().totals().pruned() == 1_300;
          });
      assertEquals(1, fixture.queue().snapshot().count(JobState.COMPLETED));
      assertEquals("young", fixture.queue().detail(young.id()).payload().text());
      assertTrue(pagoda.queue.FileStore.verify(fixture.file()).sound());
    }
  }

  @Test
  void t28CallersOnVirtualThreadsNeverHoldACarrierWhileTheDiskWorks() throws Exception {
    CountDownLatch done = new CountDownLatch(200);
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var lock = new ForeignLock(fixture.file())) {
      lock.take(); // every commit of the queue now waits inside SQLite
      for (int i = 0; i < 200; i++) {
        threads.execute(() -> {
          fixture.enqueue("echo", "x");
          done.countDown();
        });
      }
      CountDownLatch others = new CountDownLatch(50);
      for (int i = 0; i < 50; i++) {
        threads.execute(() -> {
          LockSupport.parkNanos(1_000);
          others.countDown();
        });
      }
      assertTrue(others.await(30, TimeUnit.SECONDS), "virtual threads are frozen");
      assertEquals(200, done.getCount());
      lock.release();
      assertTrue(done.await(30, TimeUnit.SECONDS));
    }
  }
}
