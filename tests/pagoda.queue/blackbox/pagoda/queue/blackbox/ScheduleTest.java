package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.queue.Bytes;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.InvalidJobException;
import pagoda.queue.Job;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.RetryBackoff;
import pagoda.testing.Await;

class ScheduleTest {
  private final Gate gate = new Gate();
  private final ManualTime time = new ManualTime();

  private static Job at(Fixture fixture, String type, Instant instant) {
    return fixture.queue().enqueue(JobRequest.of(type, Bytes.EMPTY).withRunAt(instant)).job();
  }

  private static JobState state(Fixture fixture, Job job) {
    return fixture.queue().job(job.id()).state();
  }

  /** Waits until the writer has looked at the clock: what it committed last came after. */
  private static void letWriterLook(Fixture fixture) {
    fixture.queue().resume();
    fixture.queue().resume();
  }

  @Test
  void delayedJobStartsAtItsTimeAndNotBefore() throws Exception {
    gate.open();
    try (Fixture fixture = Fixture.with(gate.handler("gate", Kind.WAITS)).time(time).start()) {
      Job job = at(fixture, "gate", time.instant().plusSeconds(60));
      assertEquals(JobState.SCHEDULED, job.state());
      time.pass(Duration.ofMillis(59_999));
      letWriterLook(fixture);
      assertEquals(JobState.SCHEDULED, state(fixture, job));
      time.pass(Duration.ofMillis(1));
      assertEquals(JobState.COMPLETED, fixture.finished(job.id()).state());
    }
  }

  @Test
  void timeInThePastMeansNow() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).time(time).open()) {
      Job job = at(fixture, "echo", time.instant().minusSeconds(60));
      assertEquals(JobState.PENDING, job.state());
      assertEquals(time.instant(), job.runAt());
    }
  }

  @Test
  void dueJobsTakeTheirPlaceInOrderOfTime() throws Exception {
    gate.open();
    try (Fixture fixture =
        Fixture.with(gate.handler("gate", Kind.WAITS))
            .time(time)
            .settings(s -> s.withWorkers(1))
            .open()) {
      Job later = at(fixture, "gate", time.instant().plusSeconds(2));
      Job sooner = at(fixture, "gate", time.instant().plusSeconds(1));
      Job now = fixture.enqueue("gate", 1);
      time.pass(Duration.ofSeconds(3));
      Await.until("all are ready", () -> fixture.queue().snapshot().count(JobState.PENDING) == 3);
      Job last = fixture.enqueue("gate", 1);
      fixture.queue().start();
      gate.awaitStarted(4);
      assertEquals(
          List.of(now, sooner, later, last).stream().map(Job::id).toList(), gate.started());
    }
  }

  @Test
  void scheduledJobsSurviveARestart() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).time(time).start()) {
      Job job = at(fixture, "echo", time.instant().plusSeconds(60));
      fixture.restart();
      assertEquals(JobState.SCHEDULED, state(fixture, job));
      time.pass(Duration.ofSeconds(60));
      assertEquals(JobState.COMPLETED, fixture.finished(job.id()).state());
    }
  }

  @Test
  void manyDueJobsAllStart() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).time(time).start()) {
      JobRequest request =
          JobRequest.of("echo", Bytes.EMPTY).withRunAt(time.instant().plusSeconds(1));
      fixture.queue().enqueueAll(java.util.Collections.nCopies(1_700, request));
      assertEquals(1_700, fixture.queue().snapshot().count(JobState.SCHEDULED));
      time.pass(Duration.ofSeconds(1));
      Await.until("all done", () -> fixture.queue().snapshot().count(JobState.COMPLETED) == 1_700);
    }
  }

  @Test
  void retryMakesAScheduledJobRunNow() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).time(time).start()) {
      Job job = at(fixture, "echo", time.instant().plusSeconds(3600));
      assertEquals(time.instant(), fixture.queue().retry(job.id()).runAt());
      assertEquals(JobState.COMPLETED, fixture.finished(job.id()).state());
    }
  }

  @Test
  void t20ClockSetForwardMakesTimesOfDayDue() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).time(time).start()) {
      Job job = at(fixture, "echo", time.instant().plusSeconds(1800));
      time.setClockBy(Duration.ofHours(1));
      assertEquals(JobState.COMPLETED, fixture.finished(job.id()).state());
    }
  }

  @Test
  void t20ClockSetBackLosesNoScheduledJob() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).time(time).start()) {
      Instant due = time.instant().plusSeconds(60);
      Job job = at(fixture, "echo", due);
      time.setClockBy(Duration.ofHours(-1));
      time.pass(Duration.ofSeconds(61));
      letWriterLook(fixture);
      assertEquals(JobState.SCHEDULED, state(fixture, job));
      assertEquals(due, fixture.queue().job(job.id()).runAt());
      time.pass(Duration.ofHours(1));
      assertEquals(JobState.COMPLETED, fixture.finished(job.id()).state());
    }
  }

  @Test
  void t20RetryWaitsForItsSpanWhicheverWayTheClockIsSet() throws Exception {
    RetryBackoff exact = RetryBackoff.fixed(Duration.ofMinutes(10));
    LambdaHandler flaky =
        LambdaHandler.waits(
            "flaky",
            (payload, context) ->
                context.job().attempt() == 1
                    ? JobOutcome.retry("once")
                    : JobOutcome.completed(payload));
    for (Duration step : List.of(Duration.ofHours(-1), Duration.ofHours(1))) {
      try (Fixture fixture =
          Fixture.with(flaky).time(time).settings(s -> s.withBackoff(exact)).start()) {
        Job job = fixture.enqueue("flaky", "x");
        Await.until("backing off", () -> state(fixture, job) == JobState.SCHEDULED);
        time.setClockBy(step);
        time.pass(Duration.ofMinutes(9));
        letWriterLook(fixture);
        assertEquals(JobState.SCHEDULED, state(fixture, job), "clock set by " + step);
        time.pass(Duration.ofMinutes(1));
        assertEquals(JobState.COMPLETED, fixture.finished(job.id()).state());
      }
    }
  }

  @Test
  void t20NoAttemptEndsEarlyWhenTheClockIsSet() throws Exception {
    try (Fixture fixture =
        Fixture.with(gate.handler("gate", Kind.WAITS))
            .time(time)
            .settings(s -> s.withTimeLimit(Duration.ofMinutes(10)))
            .start()) {
      Job job = fixture.enqueue("gate", 1);
      gate.awaitStarted(1);
      time.setClockBy(Duration.ofHours(1));
      letWriterLook(fixture);
      time.setClockBy(Duration.ofHours(-2));
      letWriterLook(fixture);
      assertEquals(JobState.PROCESSING, state(fixture, job));
      gate.open();
      assertEquals(JobState.COMPLETED, fixture.finished(job.id()).state());
    }
  }

  @Test
  void t20ClockSetBackKeepsTheOrderOfArrival() throws Exception {
    gate.open();
    try (Fixture fixture =
        Fixture.with(gate.handler("gate", Kind.WAITS))
            .time(time)
            .settings(s -> s.withWorkers(1))
            .open()) {
      UUID first = fixture.enqueue("gate", 1).id();
      time.setClockBy(Duration.ofHours(-1));
      UUID second = fixture.enqueue("gate", 1).id();
      fixture.queue().start();
      gate.awaitStarted(2);
      assertEquals(List.of(first, second), gate.started());
      assertTrue(fixture.queue().snapshot().totals().timedOut() == 0);
    }
  }

  /** The line of a batch that has it keeps no other from being accepted. */
  @ParameterizedTest
  @ValueSource(strings = {"MIN", "-999999999-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z"})
  void q10TimeLongPastMeansNow(String text) throws Exception {
    Instant past = text.equals("MIN") ? Instant.MIN : Instant.parse(text);
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      JobRequest plain = JobRequest.of("echo", Bytes.EMPTY);
      JobRequest keyed = plain.withIdempotencyKey(new IdempotencyKey("test", "key"));
      var outcomes =
          fixture
              .queue()
              .enqueueAll(List.of(plain, plain.withRunAt(past), keyed.withRunAt(past), plain));
      for (var outcome : outcomes) {
        Job end = fixture.finished(Items.accepted(outcome).job().id());
        assertEquals(JobState.COMPLETED, end.state());
        assertFalse(end.runAt().isBefore(end.createdAt()));
      }
      assertTrue(
          Items.accepted(fixture.queue().enqueueAll(List.of(keyed.withRunAt(past))).getFirst())
              .repeated());
    }
  }

  @Test
  void q10TimeBeyondTheYear9999IsRefusedByName() {
    JobRequest request = JobRequest.of("echo", Bytes.EMPTY);
    InvalidJobException e =
        assertThrows(InvalidJobException.class, () -> request.withRunAt(Instant.MAX));
    assertTrue(e.getMessage().contains("run_at"), e::getMessage);
  }
}
