package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobConflictException;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.testing.Await;

class CancelTest {
  private final Gate gate = new Gate();

  @Test
  void pendingAndScheduledJobsNeverStart() throws Exception {
    gate.open();
    try (Fixture fixture = Fixture.with(gate.handler("gate", Kind.WAITS)).open()) {
      Job pending = fixture.enqueue("gate", 1);
      Job scheduled =
          fixture
              .queue()
              .enqueue(
                  JobRequest.of("gate", Bytes.EMPTY).withRunAt(Instant.now().plusSeconds(3600)))
              .job();
      assertEquals(JobState.CANCELLED, fixture.queue().cancel(pending.id()).state());
      Job cancelled = fixture.queue().cancel(scheduled.id());
      assertEquals(JobState.CANCELLED, cancelled.state());
      assertTrue(cancelled.finishedAt().isPresent());
      Job other = fixture.enqueue("gate", 1);
      fixture.queue().start();
      fixture.finished(other.id());
      assertEquals(List.of(other.id()), gate.started());
      assertEquals(2, fixture.queue().snapshot().count(JobState.CANCELLED));
      assertEquals(0, fixture.queue().snapshot().count(JobState.SCHEDULED));
    }
  }

  @Test
  void q17CancelledJobCanBeCancelledAgainAndNothingChanges() throws Exception {
    try (Fixture fixture = Fixture.with(gate.handler("gate", Kind.WAITS)).open()) {
      Job job = fixture.enqueue("gate", 1);
      Job cancelled = fixture.queue().cancel(job.id());
      assertEquals(cancelled, fixture.queue().cancel(job.id()));
      assertEquals(
          cancelled, Items.accepted(fixture.queue().cancelAll(List.of(job.id())).getFirst()));
      assertEquals(1, fixture.queue().snapshot().count(JobState.CANCELLED));
      assertEquals(1, fixture.queue().snapshot().totals().cancelled());
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void runningHandlerIsToldAndInterrupted(Kind kind) throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicBoolean told = new AtomicBoolean();
    LambdaHandler handler =
        new LambdaHandler(
            "long",
            kind,
            Optional.empty(),
            (payload, context) -> {
              started.countDown();
              try {
                never.await();
                return JobOutcome.completed(payload);
              } finally {
                told.set(context.cancelled());
                stopped.countDown();
              }
            });
    try (Fixture fixture = Fixture.with(handler).start()) {
      Job job = fixture.enqueue("long", "x");
      started.await();
      Job cancelled = fixture.queue().cancel(job.id());
      assertEquals(JobState.CANCELLED, cancelled.state());
      stopped.await();
      assertTrue(told.get());
      Await.until("worker free", () -> fixture.queue().snapshot().running() == 0);
      assertEquals(JobState.CANCELLED, fixture.queue().job(job.id()).state());
      assertEquals(0, fixture.queue().snapshot().count(JobState.PROCESSING));
      assertEquals(1, fixture.queue().snapshot().totals().stale());
    }
  }

  @Test
  void t09ResultOfACancelledAttemptIsIgnored() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    LambdaHandler stubborn =
        LambdaHandler.waits(
            "stubborn",
            (payload, context) -> {
              started.countDown();
              awaitUninterruptibly(finish);
              return JobOutcome.completed(payload);
            });
    try (Fixture fixture = Fixture.with(stubborn).start()) {
      Job job = fixture.enqueue("stubborn", "x");
      started.await();
      fixture.queue().cancel(job.id());
      finish.countDown();
      Await.until("worker free", () -> fixture.queue().snapshot().running() == 0);
      assertEquals(JobState.CANCELLED, fixture.queue().job(job.id()).state());
      assertEquals(Optional.empty(), fixture.queue().detail(job.id()).result());
      assertEquals(0, fixture.queue().snapshot().totals().completed());
    }
  }

  @Test
  void t09StaleAttemptDoesNotEndTheNextOne() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch firstMayEnd = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch secondMayEnd = new CountDownLatch(1);
    LambdaHandler handler =
        LambdaHandler.waits(
            "twice",
            (payload, context) -> {
              boolean earlier = context.job().attempt() == 1;
              (earlier ? first : second).countDown();
              awaitUninterruptibly(earlier ? firstMayEnd : secondMayEnd);
              return JobOutcome.completed(Bytes.utf8(earlier ? "stale" : "current"));
            });
    try (Fixture fixture = Fixture.with(handler).start()) {
      Job job = fixture.enqueue("twice", "x");
      first.await();
      fixture.queue().cancel(job.id());
      fixture.queue().retry(job.id());
      second.await();
      firstMayEnd.countDown();
      Await.until("stale end seen", () -> fixture.queue().snapshot().totals().stale() == 1);
      assertEquals(JobState.PROCESSING, fixture.queue().job(job.id()).state());
      assertEquals(1, fixture.queue().snapshot().running());
      secondMayEnd.countDown();
      fixture.finished(job.id());
      assertEquals("current", fixture.queue().detail(job.id()).result().orElseThrow().text());
    }
  }

  @Test
  void finishedJobsCannotBeCancelled() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      Job job = fixture.enqueue("echo", "x");
      fixture.finished(job.id());
      JobConflictException e =
          assertThrows(JobConflictException.class, () -> fixture.queue().cancel(job.id()));
      assertEquals(JobState.COMPLETED, e.state());
      assertEquals("Cannot cancel job " + job.id() + ": it is completed", e.getMessage());
    }
  }

  @Test
  void cancelledJobCanBeRetried() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      Job job = fixture.enqueue("echo", "x");
      fixture.queue().cancel(job.id());
      assertEquals(JobState.PENDING, fixture.queue().retry(job.id()).state());
      fixture.queue().start();
      assertEquals(JobState.COMPLETED, fixture.finished(job.id()).state());
      assertEquals(0, fixture.queue().snapshot().count(JobState.CANCELLED));
    }
  }

  @Test
  void manyJobsAreCancelledAndRetriedEachAlone() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      UUID one = fixture.enqueue("echo", "1").id();
      UUID two = fixture.enqueue("echo", "2").id();
      UUID unknown = UUID.randomUUID();
      var cancelled = fixture.queue().cancelAll(List.of(one, unknown, two, one));
      assertEquals(JobState.CANCELLED, Items.accepted(cancelled.get(0)).state());
      assertTrue(Items.refused(cancelled.get(1)) instanceof JobNotFoundException);
      assertEquals(two, Items.accepted(cancelled.get(2)).id());
      assertEquals(one, Items.accepted(cancelled.get(3)).id(), "it is cancelled, as was asked");
      var retried = fixture.queue().retryAll(List.of(two, one, two));
      assertEquals(JobState.PENDING, Items.accepted(retried.get(0)).state());
      assertEquals(JobState.PENDING, Items.accepted(retried.get(1)).state());
      assertTrue(Items.refused(retried.get(2)) instanceof JobConflictException);
      assertEquals(2, fixture.queue().snapshot().count(JobState.PENDING));
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true; // a handler that ignores the request to stop
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
