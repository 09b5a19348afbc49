package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobDetail;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.RetryBackoff;
import pagoda.testing.Await;

/** What a handler can say at the end of an attempt, besides that it is done. */
class OutcomeTest {
  private final ManualTime time = new ManualTime();
  private final ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();
  private final LinkedBlockingQueue<JobOutcome> outcomes = new LinkedBlockingQueue<>();

  /** Notes each start, and ends as the test says. */
  private LambdaHandler told() {
    return LambdaHandler.waits(
        "told",
        (payload, context) -> {
          ran.add(payload.text() + context.checkpoint().map(c -> " at " + c.text()).orElse(""));
          return outcomes.take();
        });
  }

  private Fixture fixture() {
    return Fixture.with(told()).time(time).settings(options -> options.withWorkers(1)).start();
  }

  private static Job awaitState(Fixture fixture, Job job, JobState state) throws Exception {
    Await.until(state.text(), () -> fixture.queue().job(job.id()).state() == state);
    return fixture.queue().job(job.id());
  }

  private void pass(Fixture fixture, Duration by) {
    time.pass(by);
    fixture.queue().resume(); // any change wakes the writer, whose clock stands still
  }

  @Test
  void failureMaySayWhenItIsTriedAgain() throws Exception {
    try (Fixture fixture = fixture()) {
      outcomes.add(JobOutcome.retry("busy", Duration.ofHours(5)));
      Job waiting = awaitState(fixture, fixture.enqueue("told", "a"), JobState.SCHEDULED);
      assertEquals(time.instant().plus(Duration.ofHours(5)), waiting.runAt());
      assertEquals(1, waiting.attempt());
      assertEquals(Optional.of("busy"), waiting.lastError());
      outcomes.add(JobOutcome.completed(Bytes.EMPTY));
      pass(fixture, Duration.ofHours(5));
      assertEquals(2, fixture.finished(waiting.id()).attempt());
    }
  }

  @Test
  void q12_snoozedJobGoesOnLaterFromItsCheckpointAndBurnsNothing() throws Exception {
    try (Fixture fixture = fixture()) {
      Job job = fixture.enqueue("told", "a");
      outcomes.add(new JobOutcome.Snoozed(Duration.ofSeconds(30), Optional.of(Bytes.utf8("c1"))));
      Job first = awaitState(fixture, job, JobState.SCHEDULED);
      assertEquals(time.instant().plusSeconds(30), first.runAt());
      assertEquals(0, first.attempt());
      assertEquals(
          new Job.Claims(1, Optional.empty(), 1, Optional.of(time.instant()), false),
          first.claims());
      assertEquals(List.of(), fixture.queue().detail(job.id()).attempts());

      fixture.enqueue("told", "b"); // holds the worker
      Job waiting = fixture.enqueue("told", "c");
      Await.until("b runs", () -> ran.contains("b"));
      pass(fixture, Duration.ofSeconds(30));
      awaitState(fixture, job, JobState.PENDING);
      outcomes.add(JobOutcome.completed(Bytes.EMPTY));
      outcomes.add(JobOutcome.completed(Bytes.EMPTY));
      fixture.finished(waiting.id());
      outcomes.add(JobOutcome.snoozed(Duration.ofSeconds(1)));
      Job second = awaitState(fixture, job, JobState.SCHEDULED);
      assertEquals(2, second.claims().snoozes());
      assertEquals(first.claims().snoozedSince(), second.claims().snoozedSince());

      outcomes.add(JobOutcome.retry("failed", Duration.ZERO));
      outcomes.add(JobOutcome.completed(Bytes.EMPTY));
      pass(fixture, Duration.ofSeconds(1));
      Await.until("tried again", () -> ran.size() >= 5);
      pass(fixture, Duration.ofSeconds(1));
      Job done = fixture.finished(job.id());
      assertEquals(List.of("a", "b", "c", "a at c1", "a at c1", "a at c1"), List.copyOf(ran));
      assertEquals(2, done.attempt());
      assertEquals(new Job.Claims(4, Optional.empty(), 0, Optional.empty(), false), done.claims());
      assertEquals(2, fixture.queue().snapshot().totals().snoozed());
    }
  }

  @ParameterizedTest
  @CsvSource({"PT0S,PT1S", "PT-5S,PT1S", "PT1.5S,PT1.5S", "P300D,P7D"})
  void snoozeHasBounds(Duration asked, Duration got) throws Exception {
    try (Fixture fixture = fixture()) {
      outcomes.add(JobOutcome.snoozed(asked));
      Job job = awaitState(fixture, fixture.enqueue("told", "a"), JobState.SCHEDULED);
      assertEquals(time.instant().plus(got), job.runAt());
    }
  }

  @Test
  void q12_yieldThatNobodyAskedForWaits() throws Exception {
    try (Fixture fixture = fixture()) {
      Job job = fixture.enqueue("told", "a");
      outcomes.add(JobOutcome.yielded(Bytes.utf8("half")));
      Job waiting = awaitState(fixture, job, JobState.SCHEDULED);
      assertEquals(time.instant().plusSeconds(1), waiting.runAt());
      assertEquals(0, waiting.attempt());
      assertEquals(0, waiting.claims().snoozes());
      outcomes.add(JobOutcome.completed(Bytes.EMPTY));
      pass(fixture, Duration.ofSeconds(1));
      fixture.finished(job.id());
      assertEquals(List.of("a", "a at half"), List.copyOf(ran));
    }
  }

  @Test
  void waitOfAnUnburntJobFollowsAClockThatIsSet() throws Exception {
    try (Fixture fixture = fixture()) {
      outcomes.add(JobOutcome.snoozed(Duration.ofSeconds(30)));
      Job job = awaitState(fixture, fixture.enqueue("told", "a"), JobState.SCHEDULED);
      time.setClockBy(Duration.ofHours(-3));
      fixture.queue().resume();
      Await.until(
          "moved along",
          () -> fixture.queue().job(job.id()).runAt().equals(time.instant().plusSeconds(30)));
    }
  }

  @Test
  void attemptThatToldWhatItUsedIsListedThoughItCompleted() throws Exception {
    Attempt.Usage usage =
        new Attempt.Usage(
            OptionalInt.of(0), OptionalLong.of(1 << 20), Optional.of(Duration.ofMillis(1234)));
    try (Fixture fixture =
        Fixture.with(
                LambdaHandler.waits(
                    "uses",
                    (payload, context) -> {
                      context.used(usage);
                      return JobOutcome.completed(Bytes.utf8("<x/>"), "application/xml");
                    }))
            .start()) {
      Job job = fixture.finished(fixture.enqueue("uses", "a").id());
      JobDetail detail = fixture.queue().detail(job.id());
      assertEquals(Optional.of("application/xml"), detail.resultType());
      assertEquals(List.of(usage), detail.attempts().stream().map(Attempt::usage).toList());
      assertEquals(Optional.empty(), detail.attempts().getFirst().error());
      assertEquals(Optional.empty(), job.lastError());
    }
  }

  @Test
  void q14_traceOfWhatAHandlerThrewIsKeptAndToldOnce() throws Exception {
    ConcurrentLinkedQueue<LogRecord> warnings = new ConcurrentLinkedQueue<>();
    try (Fixture fixture =
            Fixture.with(LambdaHandler.waits("throws", (payload, context) -> deep(payload.size())))
                .settings(options ->
                    options.withBackoff(RetryBackoff.defaults().withBase(Duration.ofMillis(1))))
                .start();
        Listening _ = new Listening(warnings)) {
      JobRequest request = JobRequest.of("throws", Bytes.utf8("x".repeat(40))).withMaxAttempts(2);
      Job job = fixture.finished(fixture.queue().enqueue(request).job().id());
      List<Attempt> attempts = fixture.queue().detail(job.id()).attempts();
      assertEquals(2, attempts.size());
      for (Attempt attempt : attempts) {
        List<String> lines = attempt.trace().orElseThrow().lines().toList();
        assertEquals("java.lang.IllegalStateException: wrapped", lines.getFirst());
        assertTrue(lines.get(1).contains("OutcomeTest.deep"), lines.toString());
        int cause = lines.indexOf("caused by java.lang.NullPointerException: inner");
        assertTrue(
            cause > 0 && lines.get(cause + 1).contains("OutcomeTest.deep"), lines.toString());
        assertTrue(lines.size() < 40, lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.matches("  … \\d+ more …")));
        assertTrue(lines.getLast().contains("VirtualThread"), lines.toString());
      }
      List<String> told =
          warnings.stream()
              .map(LogRecord::getMessage)
              .filter(text -> text.contains(job.id().toString()))
              .toList();
      assertEquals(List.of("Handler of job " + job.id() + " threw"), told);
      assertFalse(job.lastError().orElseThrow().contains("OutcomeTest"), "the trace is apart");
    }
  }

  private static JobOutcome deep(int left) {
    if (left > 0) {
      return deep(left - 1);
    }
    throw new IllegalStateException("wrapped", new NullPointerException("inner"));
  }

  /** Listens to the queue's warnings. */
  private static final class Listening extends Handler implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("pagoda.queue");
    private final ConcurrentLinkedQueue<LogRecord> heard;

    Listening(ConcurrentLinkedQueue<LogRecord> heard) {
      this.heard = heard;
      setLevel(Level.WARNING);
      LOGGER.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
        heard.add(record);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      LOGGER.removeHandler(this);
    }
  }
}
