package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobConflictException;
import pagoda.queue.JobDetail;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.RetryBackoff;
import pagoda.testing.Await;

class AttemptTest {
  private static final RetryBackoff SOON = RetryBackoff.fixed(Duration.ofMillis(2));

  private final Gate gate = new Gate();

  @Test
  void failedAttemptsAreRetriedAndEachErrorIsKept() throws Exception {
    LambdaHandler failing =
        LambdaHandler.waits(
            "failing",
            (payload, context) -> {
              throw new java.io.IOException(
                  "attempt " + context.job().attempt(), new IllegalStateException("deeper"));
            });
    try (Fixture fixture = Fixture.with(failing).settings(s -> s.withBackoff(SOON)).start()) {
      Job end = fixture.finished(fixture.enqueue("failing", "x").id());
      assertEquals(JobState.FAILED, end.state());
      assertEquals(3, end.attempt());
      JobDetail detail = fixture.queue().detail(end.id());
      String error =
          "java.io.IOException: attempt %d\ncaused by java.lang.IllegalStateException: deeper";
      assertEquals(
          List.of(error.formatted(1), error.formatted(2), error.formatted(3)),
          detail.attempts().stream().map(each -> each.error().orElseThrow()).toList());
      assertEquals(List.of(1, 2, 3), detail.attempts().stream().map(Attempt::number).toList());
      assertEquals(Optional.of(error.formatted(3)), detail.job().lastError());
      assertEquals(Optional.empty(), detail.result());
      assertEquals(2, fixture.queue().snapshot().totals().retried());
      assertEquals(1, fixture.queue().snapshot().totals().failed());
    }
  }

  @Test
  void retryThatSucceedsKeepsTheErrorOfTheAttemptBefore() throws Exception {
    LambdaHandler flaky =
        LambdaHandler.waits(
            "flaky",
            (payload, context) ->
                context.job().attempt() < 2
                    ? JobOutcome.retry("not yet")
                    : JobOutcome.completed(payload));
    try (Fixture fixture = Fixture.with(flaky).settings(s -> s.withBackoff(SOON)).start()) {
      Job end = fixture.finished(fixture.enqueue("flaky", "x").id());
      assertEquals(JobState.COMPLETED, end.state());
      assertEquals(2, end.attempt());
      assertEquals(Optional.of("not yet"), end.lastError());
      assertEquals(end, fixture.queue().job(end.id()));
    }
  }

  @Test
  void completedJobIsDoneInFullWhateverItsHandlerReported() throws Exception {
    LambdaHandler reporting =
        LambdaHandler.waits(
            "reporting",
            (payload, context) -> {
              context.progress(0.25);
              return payload.text().equals("fail")
                  ? JobOutcome.failed("no")
                  : JobOutcome.completed(payload);
            });
    try (Fixture fixture = Fixture.with(reporting, LambdaHandler.echo("silent")).start()) {
      Job reported = fixture.finished(fixture.enqueue("reporting", "x").id());
      Job silent = fixture.finished(fixture.enqueue("silent", "x").id());
      Job failed = fixture.finished(fixture.enqueue("reporting", "fail").id());
      assertEquals(1.0, reported.progress());
      assertEquals(1.0, silent.progress());
      assertEquals(0.25, failed.progress());
      assertEquals(reported, fixture.queue().job(reported.id()));
      assertEquals(silent, fixture.queue().job(silent.id()));
    }
  }

  @Test
  void failureForGoodIsNotRetried() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    LambdaHandler failing =
        LambdaHandler.waits(
            "failing",
            (payload, context) -> {
              calls.incrementAndGet();
              return JobOutcome.failed("never");
            });
    try (Fixture fixture = Fixture.with(failing).start()) {
      Job end = fixture.finished(fixture.enqueue("failing", "x").id());
      assertEquals(JobState.FAILED, end.state());
      assertEquals(1, end.attempt());
      assertEquals(1, calls.get());
    }
  }

  @Test
  void backoffGrowsAndIsJitteredDownwards() {
    RetryBackoff backoff = RetryBackoff.defaults().withCap(Duration.ofSeconds(10));
    assertEquals(Duration.ofSeconds(1), backoff.delay(1, 0));
    assertEquals(Duration.ofMillis(750), backoff.delay(1, 1));
    assertEquals(Duration.ofSeconds(4), backoff.delay(3, 0));
    assertEquals(Duration.ofSeconds(10), backoff.delay(100, 0));
    assertEquals(Duration.ofMillis(7_500), backoff.delay(100, 1));
  }

  @Test
  void waitingRetryIsScheduledWithItsTime() throws Exception {
    ManualTime time = new ManualTime();
    RetryBackoff exact =
        RetryBackoff.fixed(Duration.ofSeconds(30)).withFactor(2).withCap(Duration.ofHours(1));
    LambdaHandler failing =
        LambdaHandler.waits("failing", (payload, context) -> JobOutcome.retry("no"));
    try (Fixture fixture =
        Fixture.with(failing).time(time).settings(s -> s.withBackoff(exact)).start()) {
      Job job = fixture.enqueue("failing", "x");
      Await.until("backing off", () -> fixture.queue().job(job.id()).state() == JobState.SCHEDULED);
      assertEquals(time.instant().plusSeconds(30), fixture.queue().job(job.id()).runAt());
      time.pass(Duration.ofSeconds(30));
      Await.until("second attempt", () -> fixture.queue().job(job.id()).attempt() == 2);
      Await.until("backing off", () -> fixture.queue().job(job.id()).state() == JobState.SCHEDULED);
      assertEquals(time.instant().plusSeconds(60), fixture.queue().job(job.id()).runAt());
    }
  }

  @Test
  void operatorRetriesAFailedJobForOneMoreAttempt() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    LambdaHandler failing =
        LambdaHandler.waits(
            "failing",
            (payload, context) ->
                calls.incrementAndGet() < 2
                    ? JobOutcome.retry("no")
                    : JobOutcome.completed(payload));
    try (Fixture fixture = Fixture.with(failing).start()) {
      Job job =
          fixture.queue().enqueue(JobRequest.of("failing", Bytes.EMPTY).withMaxAttempts(1)).job();
      assertEquals(JobState.FAILED, fixture.finished(job.id()).state());
      Job retried = fixture.queue().retry(job.id());
      assertEquals(JobState.PENDING, retried.state());
      assertEquals(2, retried.maxAttempts());
      assertEquals(Optional.empty(), retried.finishedAt());
      Job end = fixture.finished(job.id());
      assertEquals(JobState.COMPLETED, end.state());
      assertEquals(2, end.attempt());
      JobConflictException e =
          assertThrows(JobConflictException.class, () -> fixture.queue().retry(job.id()));
      assertEquals(JobState.COMPLETED, e.state());
    }
  }

  @Test
  void pendingAndRunningJobsCannotBeRetried() throws Exception {
    try (Fixture fixture =
        Fixture.with(gate.handler("gate", Kind.WAITS)).settings(s -> s.withWorkers(1)).start()) {
      Job running = fixture.enqueue("gate", 1);
      gate.awaitStarted(1);
      Job pending = fixture.enqueue("gate", 1);
      assertThrows(JobConflictException.class, () -> fixture.queue().retry(running.id()));
      assertThrows(JobConflictException.class, () -> fixture.queue().retry(pending.id()));
    }
  }

  @Test
  void tooLargeResultFailsTheJobForGood() throws Exception {
    LambdaHandler large =
        LambdaHandler.waits(
            "large", (payload, context) -> JobOutcome.completed(Bytes.of(new byte[11])));
    try (Fixture fixture =
        Fixture.with(large).settings(s -> s.withMaxBytes(1 << 20, 10, 1 << 20)).start()) {
      Job end = fixture.finished(fixture.enqueue("large", "x").id());
      assertEquals(JobState.FAILED, end.state());
      assertEquals(1, end.attempt());
      assertEquals(Optional.of("result must be at most 10 bytes, was: 11"), end.lastError());
    }
  }

  @Test
  void errorThrownByAHandlerFreesItsWorker() throws Exception {
    LambdaHandler broken =
        LambdaHandler.waits(
            "broken",
            (payload, context) -> {
              throw new StackOverflowError("too deep");
            });
    LambdaHandler nothing = LambdaHandler.waits("nothing", (payload, context) -> null);
    try (Fixture fixture =
        Fixture.with(broken, nothing).settings(s -> s.withWorkers(1).withMaxAttempts(1)).start()) {
      Job first = fixture.finished(fixture.enqueue("broken", "x").id());
      Job second = fixture.finished(fixture.enqueue("nothing", "x").id());
      assertTrue(first.lastError().orElseThrow().contains("StackOverflowError: too deep"));
      assertEquals(Optional.of("handler returned null"), second.lastError());
    }
  }

  @Test
  void t13ResultOfEveryAttemptIsRecordedUnderLoad() throws Exception {
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo")).settings(s -> s.withWorkers(64)).start()) {
      fixture
          .queue()
          .enqueueAll(java.util.Collections.nCopies(5_000, JobRequest.of("echo", Bytes.EMPTY)));
      Await.until("all done", () -> fixture.queue().snapshot().count(JobState.COMPLETED) == 5_000);
      Await.until("all workers free", () -> fixture.queue().snapshot().running() == 0);
      assertEquals(0, fixture.queue().snapshot().count(JobState.PROCESSING));
      assertEquals(0, fixture.queue().snapshot().totals().stale());
    }
  }
}
