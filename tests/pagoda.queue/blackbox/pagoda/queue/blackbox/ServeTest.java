package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.JobFilter;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobQuery;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueClosedException;
import pagoda.queue.RetryBackoff;
import pagoda.queue.TypeOptions;
import pagoda.queue.UnknownTypeException;
import pagoda.testing.Await;

/** Types that come, go and change while the queue runs. */
class ServeTest {
  private static final LambdaHandler A = LambdaHandler.echo("a");
  private static final LambdaHandler B = LambdaHandler.echo("b");

  private static void serve(Fixture fixture, JobHandler... handlers) {
    fixture.queue().serve(JobHandlers.of(handlers));
  }

  private static Job delayed(Fixture fixture, String type) {
    Instant soon = Instant.now().plusMillis(1);
    return fixture.queue().enqueue(JobRequest.of(type, Bytes.EMPTY).withRunAt(soon)).job();
  }

  @Test
  void aNewTypeIsServedAtOnce() throws Exception {
    try (Fixture fixture = Fixture.with(A).start()) {
      assertThrows(UnknownTypeException.class, () -> fixture.enqueue("b", 1));
      serve(fixture, A, B);
      Job job = fixture.enqueue("b", "x");
      assertEquals(JobState.COMPLETED, fixture.finished(job.id()).state());
      assertEquals("b", fixture.queue().job(job.id()).type());
      fixture.handlers(A, B).restart();
      JobQuery ofB = JobQuery.of(JobFilter.ALL.withTypes(Set.of("b")));
      assertEquals(1, fixture.queue().list(ofB).jobs().size(), "it is stored");
    }
  }

  @Test
  void jobsOfATypeThatNobodyServesWaitUntilSomebodyDoes() throws Exception {
    try (Fixture fixture = Fixture.with(A, B).open()) {
      Job low = fixture.enqueue("b", 0);
      Job high = fixture.enqueue("b", 100);
      Job later = delayed(fixture, "b");
      serve(fixture, A);
      assertThrows(UnknownTypeException.class, () -> fixture.enqueue("b", 1));
      Await.until("all three are parked", () -> fixture.queue().snapshot().parked() == 3);
      fixture.queue().start();
      fixture.finished(fixture.enqueue("a", 1).id());
      assertEquals(3, fixture.queue().snapshot().count(JobState.PENDING));
      assertEquals(100, fixture.queue().snapshot().pending().getFirst().priority());
      serve(fixture, A, LambdaHandler.computes("b", (p, c) -> JobOutcome.completed(p)));
      for (Job job : List.of(low, high, later)) {
        assertEquals(JobState.COMPLETED, fixture.finished(job.id()).state());
      }
      assertEquals(0, fixture.queue().snapshot().parked());
    }
  }

  @Test
  void whatIsAddedInTheSameRoundGoesWhereItsTypeRunsThen() throws Exception {
    Gate gate = new Gate();
    LambdaHandler held = gate.handler("b", JobHandler.Kind.WAITS);
    try (Fixture fixture = Fixture.with(A, held).start()) {
      List<JobRequest> many = java.util.Collections.nCopies(50, JobRequest.of("b", Bytes.EMPTY));
      gate.open();
      for (int round = 0; round < 40; round++) {
        Thread adding =
            Thread.ofVirtual().start(() -> fixture.queue().enqueueAll(many)); // some refused
        serve(fixture, A);
        serve(fixture, A, held);
        adding.join();
      }
      Job last = fixture.enqueue("b", 0);
      assertEquals(JobState.COMPLETED, fixture.finished(last.id()).state());
      assertEquals(0, fixture.queue().snapshot().parked());
      assertEquals(0, fixture.queue().snapshot().count(JobState.PENDING));
    }
  }

  /** Runs until it is asked to yield. */
  private static LambdaHandler yielding(CountDownLatch began) {
    return LambdaHandler.waits(
        "a",
        (payload, context) -> {
          began.countDown();
          while (!context.yieldRequested()) {
            TimeUnit.MILLISECONDS.sleep(1);
          }
          return JobOutcome.yielded(payload);
        });
  }

  @Test
  void anAttemptThatIsGivenBackWaitsWhereItsTypeIsServedNow() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    LambdaHandler yielding = yielding(began);
    try (Fixture fixture = Fixture.with(yielding, B).settings(s -> s.withWorkers(1)).start()) {
      Job running = fixture.enqueue("a", 1);
      began.await();
      serve(fixture, B);
      Job urgent = fixture.enqueue("b", JobRequest.EMERGENCY);
      assertEquals(JobState.COMPLETED, fixture.finished(urgent.id()).state());
      Await.until("it is parked", () -> fixture.queue().snapshot().parked() == 1);
      fixture.finished(fixture.enqueue("b", 1).id());
      assertEquals(JobState.PENDING, fixture.queue().job(running.id()).state());
      serve(fixture, A, B);
      assertEquals(1, fixture.finished(running.id()).attempt());
    }
  }

  @Test
  void anAttemptUnderWayEndsAsItBegan() throws Exception {
    Gate gate = new Gate();
    LambdaHandler held = gate.handler("b", JobHandler.Kind.WAITS);
    try (Fixture fixture = Fixture.with(A, held).start()) {
      Job running = fixture.enqueue("b", "kept");
      gate.awaitStarted(1);
      serve(fixture, A);
      gate.open();
      assertEquals(JobState.COMPLETED, fixture.finished(running.id()).state());
      assertEquals(
          "kept", fixture.queue().detail(running.id()).result().map(Bytes::text).orElse(""));
    }
  }

  @Test
  void settingsHoldForWhatComesButNotForWhatIsStored() throws Exception {
    LambdaHandler fails = LambdaHandler.waits("a", (payload, context) -> JobOutcome.retry("no"));
    JobHandlers handlers = JobHandlers.of(fails);
    TypeOptions first = TypeOptions.defaults().withMaxAttempts(2).withPriority(3);
    RetryBackoff quick =
        RetryBackoff.defaults().withBase(Duration.ofMillis(1)).withCap(Duration.ofMillis(1));
    try (Fixture fixture = Fixture.with().handlers(handlers.with("a", first)).open()) {
      Job stored = fixture.queue().enqueue(JobRequest.of("a", Bytes.EMPTY)).job();
      TypeOptions second =
          TypeOptions.defaults()
              .withMaxAttempts(4)
              .withPriority(5)
              .withBackoff(quick)
              .withRetention(Duration.ofDays(400));
      fixture.queue().serve(handlers.with("a", second));
      Job added = fixture.queue().enqueue(JobRequest.of("a", Bytes.EMPTY)).job();
      assertEquals(List.of(3, 5), List.of(stored.priority(), added.priority()));
      fixture.queue().start(); // and with the queue's own backoff it would take minutes
      assertEquals(2, fixture.finished(stored.id()).attempt());
      assertEquals(4, fixture.finished(added.id()).attempt());
    }
  }

  @Test
  void aRetentionHoldsForJobsThatEndFromThenOn() throws Exception {
    JobHandlers handlers = JobHandlers.of(A);
    ManualTime time = new ManualTime();
    try (Fixture fixture = Fixture.with().handlers(handlers).time(time).start()) {
      Job kept = fixture.enqueue("a", "x");
      fixture.finished(kept.id());
      TypeOptions brief = TypeOptions.defaults().withRetention(Duration.ofSeconds(1));
      fixture.queue().serve(handlers.with("a", brief));
      Job gone = fixture.enqueue("a", "y");
      fixture.finished(gone.id());
      time.pass(Duration.ofMinutes(1));
      fixture.queue().resume(); // a round of its own looks
      Await.until("it is removed", () -> fixture.queue().snapshot().totals().pruned() == 1);
      assertEquals(JobState.COMPLETED, fixture.queue().job(kept.id()).state());
    }
  }

  @Test
  void aTimeLimitHoldsForAttemptsThatBeginThen() throws Exception {
    LambdaHandler sleeps = LambdaHandler.waits("a", ServeTest::sleep);
    try (Fixture fixture = Fixture.with(sleeps).open()) {
      Job job = fixture.queue().enqueue(JobRequest.of("a", Bytes.EMPTY).withMaxAttempts(1)).job();
      TypeOptions brief = TypeOptions.defaults().withTimeLimit(Duration.ofMillis(5));
      fixture.queue().serve(JobHandlers.of(sleeps).with("a", brief));
      fixture.queue().start();
      assertEquals(
          Optional.of("time limit of PT0.005S exceeded"), fixture.finished(job.id()).lastError());
    }
  }

  private static JobOutcome sleep(Bytes payload, JobContext context) throws Exception {
    TimeUnit.DAYS.sleep(1);
    return JobOutcome.completed(payload);
  }

  @Test
  void aClosedQueueServesNothingNew() {
    try (Fixture fixture = Fixture.with(A).start()) {
      fixture.queue().close();
      assertThrows(QueueClosedException.class, () -> serve(fixture, A, B));
      assertTrue(fixture.file().toFile().exists());
    }
  }
}
