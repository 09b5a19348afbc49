package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.InvalidJobException;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobConflictException;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.TypeOptions;

/** Waiting jobs can be given another priority and another time. */
class PrioritizeTest {
  private static final Optional<Instant> SAME_TIME = Optional.empty();
  private static final OptionalInt SAME = OptionalInt.empty();

  private final ManualTime time = new ManualTime();
  private final Gate gate = new Gate();

  private Fixture fixture() {
    return Fixture.with(gate.handler("gate", JobHandler.Kind.WAITS))
        .time(time)
        .settings(options -> options.withWorkers(1).withYieldFrom(101));
  }

  private static UUID at(Fixture fixture, Instant instant) {
    return fixture
        .queue()
        .enqueue(JobRequest.of("gate", Bytes.EMPTY).withRunAt(instant))
        .job()
        .id();
  }

  @Test
  void newPriorityCountsAndKeepsThePlace() throws Exception {
    try (Fixture fixture = fixture().open()) {
      UUID a = fixture.enqueue("gate", "a").id();
      UUID b = fixture.enqueue("gate", "b").id();
      UUID c = fixture.enqueue("gate", 7).id();
      assertEquals(7, fixture.queue().prioritize(b, OptionalInt.of(7), SAME_TIME).priority());
      UUID d = fixture.enqueue("gate", 7).id();
      fixture.queue().prioritize(d, OptionalInt.of(0), SAME_TIME);
      assertEquals(
          List.of(7L, 1L, 0L),
          fixture.queue().snapshot().pending().stream()
              .map(depth -> (long) depth.priority())
              .toList());
      gate.open();
      fixture.queue().start();
      fixture.finished(d);
      assertEquals(List.of(b, c, a, d), gate.started());
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    }
  }

  @Test
  void newTimeLetsAJobWaitOrStart() throws Exception {
    gate.open();
    try (Fixture fixture = fixture().open()) {
      UUID pending = fixture.enqueue("gate", "x").id();
      UUID soon = at(fixture, time.instant().plusSeconds(5));
      Instant later = time.instant().plusSeconds(60);
      Job waiting = fixture.queue().prioritize(pending, SAME, Optional.of(later));
      assertEquals(JobState.SCHEDULED, waiting.state());
      assertEquals(later, waiting.runAt());
      Job ready = fixture.queue().prioritize(soon, OptionalInt.of(3), Optional.of(Instant.MIN));
      assertEquals(JobState.PENDING, ready.state());
      assertEquals(3, ready.priority());
      fixture.queue().start();
      fixture.finished(soon);
      fixture.restart();
      assertEquals(JobState.SCHEDULED, fixture.queue().job(pending).state());
      time.pass(java.time.Duration.ofSeconds(60));
      fixture.queue().resume();
      fixture.finished(pending);
      assertEquals(List.of(soon, pending), gate.started());
    }
  }

  @Test
  void onlyWaitingJobsChangeAndOnlyWithinRange() throws Exception {
    try (Fixture fixture = fixture().start()) {
      UUID running = fixture.enqueue("gate", "x").id();
      gate.awaitStarted(1);
      UUID waiting = fixture.enqueue("gate", "x").id();
      OptionalInt five = OptionalInt.of(5);
      JobQueue queue = fixture.queue();
      assertThrows(JobConflictException.class, () -> queue.prioritize(running, five, SAME_TIME));
      assertThrows(
          JobNotFoundException.class, () -> queue.prioritize(new UUID(1, 2), five, SAME_TIME));
      assertThrows(
          InvalidJobException.class,
          () -> queue.prioritize(waiting, OptionalInt.of(101), SAME_TIME));
      assertThrows(
          InvalidJobException.class,
          () -> queue.prioritize(waiting, SAME, Optional.of(Instant.MAX)));
      assertThrows(InvalidJobException.class, () -> queue.prioritize(waiting, SAME, SAME_TIME));
      List<ItemOutcome<Job>> outcomes =
          queue.prioritizeAll(List.of(running, waiting), five, SAME_TIME);
      assertInstanceOf(ItemOutcome.Refused.class, outcomes.get(0));
      assertInstanceOf(ItemOutcome.Accepted.class, outcomes.get(1));
      assertEquals(5, queue.job(waiting).priority());
      gate.open();
    }
  }

  @Test
  void typeMayHaveAPriorityAndAttemptsOfItsOwn() throws Exception {
    JobHandlers handlers =
        JobHandlers.of(LambdaHandler.echo("own"))
            .with("own", TypeOptions.defaults().withPriority(8).withMaxAttempts(5))
            .with("own", TypeOptions.defaults().withPriority(9));
    try (Fixture fixture = fixture().handlers(handlers).open()) {
      Job unsaid = fixture.enqueue("own", "x");
      assertEquals(9, unsaid.priority());
      assertEquals(5, unsaid.maxAttempts());
      JobRequest said =
          JobRequest.of("own", Bytes.EMPTY).withPriority(JobRequest.NORMAL).withMaxAttempts(2);
      Job job = fixture.queue().enqueue(said).job();
      assertEquals(JobRequest.NORMAL, job.priority());
      assertEquals(2, job.maxAttempts());
    }
  }
}
