package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobState;
import pagoda.testing.Await;

class YieldTest {
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final CountDownLatch finish = new CountDownLatch(1);

  /** Works until told to yield or to finish, and notes from where it began. */
  private JobOutcome work(Bytes payload, JobContext context) {
    String from = context.checkpoint().map(Bytes::text).orElse("0");
    log.add(payload.text() + " from " + from);
    while (finish.getCount() > 0 && context.job().priority() < 10) {
      if (context.yieldRequested()) {
        int next = Integer.parseInt(from) + 1;
        return JobOutcome.yielded(Bytes.utf8(String.valueOf(next)));
      }
      LockSupport.parkNanos(100_000);
    }
    return JobOutcome.completed(payload);
  }

  private Fixture oneWorker(Kind kind) {
    LambdaHandler handler = new LambdaHandler("work", kind, Optional.empty(), this::work);
    return Fixture.with(handler).settings(s -> s.withWorkers(1).withComputeWorkers(1));
  }

  private static Job enqueue(Fixture fixture, String name, int priority) {
    return fixture
        .queue()
        .enqueue(pagoda.queue.JobRequest.of("work", Bytes.utf8(name)).withPriority(priority))
        .job();
  }

  @Test
  void t22EmergencyMakesANormalJobYieldAndResume() throws Exception {
    for (Kind kind : Kind.values()) {
      log.clear();
      try (Fixture fixture = oneWorker(kind).start()) {
        Job normal = enqueue(fixture, "normal", 1);
        Await.until("normal runs", () -> log.contains("normal from 0"));
        Job urgent = enqueue(fixture, "urgent", 10);
        assertEquals(JobState.COMPLETED, fixture.finished(urgent.id()).state());
        Await.until("normal goes on", () -> log.contains("normal from 1"));
        assertEquals(List.of("normal from 0", "urgent from 0", "normal from 1"), log);
        assertEquals(1, fixture.queue().job(normal.id()).attempt(), "a yield burns no attempt");
        assertEquals(1, fixture.queue().snapshot().totals().yielded());
        assertEquals(List.of(), fixture.queue().detail(normal.id()).attempts());
      }
    }
  }

  @Test
  void yieldedJobGoesBackToItsPlace() throws Exception {
    try (Fixture fixture = oneWorker(Kind.WAITS).start()) {
      enqueue(fixture, "first", 1);
      Await.until("first runs", () -> log.size() == 1);
      enqueue(fixture, "second", 1);
      Job urgent = enqueue(fixture, "urgent", 10);
      fixture.finished(urgent.id());
      Await.until("someone goes on", () -> log.size() == 3);
      assertEquals(List.of("first from 0", "urgent from 0", "first from 1"), log);
    }
  }

  @Test
  void lessThanAnEmergencyMakesNobodyYield() throws Exception {
    try (Fixture fixture = oneWorker(Kind.WAITS).start()) {
      enqueue(fixture, "first", 1);
      Await.until("first runs", () -> log.size() == 1);
      enqueue(fixture, "second", 9);
      fixture.queue().resume();
      assertEquals(1, log.size());
      assertEquals(0, fixture.queue().snapshot().totals().yielded());
      finish.countDown();
      Await.until("both ran", () -> log.size() == 2);
    }
  }

  @Test
  void leastUrgentAndLatestJobIsAsked() throws Exception {
    LambdaHandler handler = LambdaHandler.waits("work", this::work);
    try (Fixture fixture = Fixture.with(handler).settings(s -> s.withWorkers(3)).start()) {
      enqueue(fixture, "five", 5);
      enqueue(fixture, "early", 1);
      enqueue(fixture, "late", 1);
      Await.until("all run", () -> log.size() == 3);
      Job urgent = enqueue(fixture, "urgent", 10);
      fixture.finished(urgent.id());
      Await.until("the asked one goes on", () -> log.size() == 5);
      assertEquals("late from 1", log.getLast());
      assertEquals(1, fixture.queue().snapshot().totals().yielded());
    }
  }

  @Test
  void eachUrgentJobAsksForOneWorkerOnly() throws Exception {
    LambdaHandler handler = LambdaHandler.waits("work", this::work);
    try (Fixture fixture = Fixture.with(handler).settings(s -> s.withWorkers(4)).start()) {
      for (int i = 0; i < 4; i++) {
        enqueue(fixture, "n" + i, 1);
      }
      Await.until("all run", () -> log.size() == 4);
      Job one = enqueue(fixture, "u1", 10);
      Job two = enqueue(fixture, "u2", 10);
      fixture.finished(one.id());
      fixture.finished(two.id());
      Await.until("all run again", () -> fixture.queue().snapshot().count(JobState.PENDING) == 0);
      assertTrue(fixture.queue().snapshot().totals().yielded() <= 2, log::toString);
    }
  }

  @Test
  void checkpointIsOnDiskWhenSavedAndGoneWhenDone() throws Exception {
    CountDownLatch saved = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    LambdaHandler handler =
        LambdaHandler.waits(
            "save",
            (payload, context) -> {
              if (context.checkpoint().isPresent()) {
                return JobOutcome.completed(context.checkpoint().get());
              }
              assertTrue(context.saveCheckpoint(Bytes.utf8("half")));
              saved.countDown();
              goOn.await();
              return JobOutcome.retry("lost");
            });
    var soon = pagoda.queue.RetryBackoff.fixed(java.time.Duration.ofMillis(1));
    try (Fixture fixture = Fixture.with(handler).settings(s -> s.withBackoff(soon)).start()) {
      Job job = fixture.enqueue("save", "x");
      saved.await();
      assertFalse(fixture.queue().job(job.id()).state().finished());
      goOn.countDown();
      fixture.finished(job.id());
      assertEquals("half", fixture.queue().detail(job.id()).result().orElseThrow().text());
      assertTrue(pagoda.queue.FileStore.verify(fixture.file()).sound());
    }
  }

  @Test
  void tooLargeCheckpointIsRefused() throws Exception {
    LambdaHandler handler =
        LambdaHandler.waits(
            "save",
            (payload, context) -> {
              context.saveCheckpoint(Bytes.of(new byte[11]));
              return JobOutcome.completed(payload);
            });
    try (Fixture fixture =
        Fixture.with(handler)
            .settings(s -> s.withMaxBytes(1 << 20, 1 << 20, 10).withMaxAttempts(1))
            .start()) {
      Job end = fixture.finished(fixture.enqueue("save", "x").id());
      assertTrue(
          end.lastError().orElseThrow().contains("checkpoint must be at most 10 bytes, was: 11"));
    }
  }

  @Test
  void checkpointOfACancelledAttemptIsNotSaved() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    List<Boolean> saved = new CopyOnWriteArrayList<>();
    LambdaHandler handler =
        LambdaHandler.waits(
            "save",
            (payload, context) -> {
              started.countDown();
              while (!context.cancelled()) {
                LockSupport.parkNanos(100_000);
              }
              saved.add(context.saveCheckpoint(Bytes.utf8("late")));
              return JobOutcome.completed(payload);
            });
    try (Fixture fixture = Fixture.with(handler).start()) {
      Job job = fixture.enqueue("save", "x");
      started.await();
      fixture.queue().cancel(job.id());
      Await.until("handler returned", () -> saved.size() == 1);
      assertEquals(List.of(false), saved);
    }
  }

  @Test
  void progressReachesTheFileAndStaysWithTheJob() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    LambdaHandler handler =
        LambdaHandler.waits(
            "work",
            (payload, context) -> {
              context.progress(0.25);
              goOn.await();
              for (int i = 0; i < 1_000; i++) {
                context.progress(0.25 + i * 0.0001); // too often to be written each time
              }
              context.progress(7);
              return JobOutcome.completed(payload);
            });
    try (Fixture fixture = Fixture.with(handler).start()) {
      Job job = fixture.enqueue("work", "x");
      Await.until("a quarter", () -> fixture.queue().job(job.id()).progress() == 0.25);
      goOn.countDown();
      assertEquals(1.0, fixture.finished(job.id()).progress());
      assertEquals(1.0, fixture.queue().job(job.id()).progress());
      assertTrue(fixture.queue().snapshot().commits().count() < 10);
    }
  }
}
