package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.Job;
import pagoda.queue.JobConflictException;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.StorageState;
import pagoda.testing.Await;

/** Traps that need no other process: races, locks held by others, long reads. */
class FaultTest {
  private final Map<UUID, AtomicInteger> runs = new ConcurrentHashMap<>();

  private LambdaHandler counting() {
    return LambdaHandler.waits(
        "count",
        (payload, context) -> {
          runs.computeIfAbsent(context.job().id(), id -> new AtomicInteger()).incrementAndGet();
          return JobOutcome.completed(Bytes.EMPTY);
        });
  }

  @Test
  void t15EachJobIsClaimedOnceHoweverManyWorkersThereAre() throws Exception {
    try (Fixture fixture = Fixture.with(counting()).settings(s -> s.withWorkers(128)).start()) {
      for (int i = 0; i < 4; i++) {
        fixture.queue().enqueueAll(Collections.nCopies(1_000, JobRequest.of("count", Bytes.EMPTY)));
      }
      Await.until("all done", () -> fixture.queue().snapshot().count(JobState.COMPLETED) == 4_000);
      assertEquals(4_000, runs.size());
      assertTrue(runs.values().stream().allMatch(n -> n.get() == 1));
      assertEquals(0, fixture.queue().snapshot().totals().stale());
    }
  }

  @Test
  void t10CancelThatMeetsTheEndChangesNothingThatIsFinished() throws Exception {
    try (Fixture fixture = Fixture.with(counting()).settings(s -> s.withWorkers(8)).start()) {
      int cancelled = 0;
      for (int i = 0; i < 300; i++) {
        Job job = fixture.enqueue("count", 1);
        try {
          fixture.queue().cancel(job.id());
          cancelled++;
          assertEquals(JobState.CANCELLED, fixture.queue().job(job.id()).state());
        } catch (JobConflictException e) {
          assertEquals(JobState.COMPLETED, e.state());
          assertEquals(JobState.COMPLETED, fixture.queue().job(job.id()).state());
        }
      }
      Await.until("handlers returned", () -> fixture.queue().snapshot().running() == 0);
      assertEquals(cancelled, fixture.queue().snapshot().count(JobState.CANCELLED));
      assertEquals(300 - cancelled, fixture.queue().snapshot().count(JobState.COMPLETED));
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    }
  }

  @Test
  void t12JobThatWaitedLongerThanItsTimeLimitIsNotTimedOut() throws Exception {
    ManualTime time = new ManualTime();
    Gate gate = new Gate();
    try (Fixture fixture =
        Fixture.with(gate.handler("gate", Kind.WAITS))
            .time(time)
            .settings(s -> s.withWorkers(1).withTimeLimit(Duration.ofMinutes(10)))
            .start()) {
      Job first = fixture.enqueue("gate", 1);
      Job waiting = fixture.enqueue("gate", 1);
      gate.awaitStarted(1);
      time.pass(Duration.ofMinutes(9));
      gate.release(1);
      fixture.finished(first.id());
      gate.awaitStarted(2);
      time.pass(Duration.ofMinutes(9)); // 18 since it was enqueued, 9 since it began
      fixture.queue().resume();
      assertEquals(JobState.PROCESSING, fixture.queue().job(waiting.id()).state());
      gate.open();
      assertEquals(1, fixture.finished(waiting.id()).attempt());
      assertEquals(0, fixture.queue().snapshot().totals().timedOut());
    }
  }

  /** A lock held longer than SQLite waits is a storage fault, and no job is lost to it. */
  @Test
  void t13ResultThatCouldNotBeWrittenIsWrittenLater() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    LambdaHandler handler =
        LambdaHandler.waits(
            "work",
            (payload, context) -> {
              started.countDown();
              finish.await();
              return JobOutcome.completed(Bytes.utf8("result"));
            });
    try (Fixture fixture = Fixture.with(handler).start();
        ForeignLock lock = new ForeignLock(fixture.file())) {
      Job job = fixture.enqueue("work", "x");
      started.await();
      lock.take();
      finish.countDown();
      Await.until(
          "the storage failed", () -> fixture.queue().snapshot().storage() == StorageState.FAILED);
      assertEquals(1, fixture.queue().snapshot().running(), "its worker is not free yet");
      lock.release();
      Job end = fixture.queue().whenFinished(job.id()).get(60, TimeUnit.SECONDS);
      assertEquals(JobState.COMPLETED, end.state());
      assertEquals(1, end.attempt());
      assertEquals(StorageState.OK, fixture.queue().snapshot().storage());
      assertEquals("result", fixture.queue().detail(job.id()).result().orElseThrow().text());
    }
  }

  @Test
  void t25LongReadLetsTheLogGrowOnlyAsLongAsItLasts() throws Exception {
    try (Fixture fixture = Fixture.with(counting()).open();
        Connection reader = DriverManager.getConnection("jdbc:sqlite:" + fixture.file());
        Statement statement = reader.createStatement()) {
      fixture.enqueue("count", 1);
      statement.execute("BEGIN");
      statement.execute("SELECT count(*) FROM job");
      Bytes payload = Bytes.of(new byte[900]);
      List<JobRequest> batch = Collections.nCopies(5_000, JobRequest.of("count", payload));
      for (int i = 0; i < 5; i++) {
        fixture.queue().enqueueAll(batch);
      }
      long pinned = fixture.store().walBytes();
      statement.execute("COMMIT");
      fixture.queue().enqueueAll(batch); // the checkpoint after this one can finish
      for (int i = 0; i < 3; i++) {
        fixture.queue().enqueueAll(batch);
      }
      long after = fixture.store().walBytes();
      assertTrue(pinned > 20 << 20, () -> "the log did not grow: " + pinned);
      assertTrue(after < 2 * pinned, () -> "the log grows on: " + pinned + " then " + after);
      assertEquals(45_001, fixture.queue().snapshot().count(JobState.PENDING));
    }
  }
}
