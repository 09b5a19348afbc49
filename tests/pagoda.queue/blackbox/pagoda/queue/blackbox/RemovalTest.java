package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobConflictException;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.KeyUsedException;
import pagoda.queue.TypeOptions;
import pagoda.testing.Await;

/** How ended jobs go, and what stays of them. */
class RemovalTest {
  private static final IdempotencyKey KEY = new IdempotencyKey("", "k");

  private final ManualTime time = new ManualTime();
  private final Gate gate = new Gate();

  private Fixture fixture() {
    return Fixture.with(gate.handler("gate", JobHandler.Kind.WAITS)).time(time);
  }

  private static JobRequest keyed() {
    return JobRequest.of("gate", Bytes.utf8("x"))
        .withIdempotencyKey(KEY)
        .withLabels(List.of("a=b"));
  }

  private void pass(Fixture fixture, Duration by) {
    time.pass(by);
    fixture.queue().resume(); // any change wakes the writer, whose clock stands still
  }

  private static boolean isGone(Fixture fixture, UUID id) {
    try {
      fixture.queue().resume();
      fixture.queue().job(id);
      return false;
    } catch (JobNotFoundException e) {
      return true;
    }
  }

  @Test
  void endedJobIsDeletedAndItsKeyStaysUsed() throws Exception {
    try (Fixture fixture = fixture().start()) {
      Job job = fixture.queue().enqueue(keyed()).job();
      gate.awaitStarted(1);
      JobConflictException e =
          assertThrows(JobConflictException.class, () -> fixture.queue().delete(job.id()));
      assertEquals(JobState.PROCESSING, e.state());
      gate.release(1);
      fixture.finished(job.id());
      assertEquals(JobState.COMPLETED, fixture.queue().delete(job.id()).state());
      assertThrows(JobNotFoundException.class, () -> fixture.queue().job(job.id()));
      assertThrows(JobNotFoundException.class, () -> fixture.queue().delete(job.id()));
      assertEquals(0, fixture.queue().snapshot().count(JobState.COMPLETED));
      KeyUsedException used =
          assertThrows(KeyUsedException.class, () -> fixture.queue().enqueue(keyed()));
      assertEquals(job.id(), used.id());
      assertThrows(KeyUsedException.class, () -> fixture.queue().admit(keyed()));
      assertEquals(1, gate.started().size(), "nothing runs a second time");
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    }
  }

  @Test
  void severalAreDeletedEachAlone() throws Exception {
    gate.open();
    try (Fixture fixture = fixture().start()) {
      Job ended = fixture.queue().enqueue(keyed()).job();
      fixture.finished(ended.id());
      JobRequest later =
          JobRequest.of("gate", Bytes.EMPTY).withRunAt(time.instant().plusSeconds(9));
      Job waiting = fixture.queue().enqueue(later).job();
      List<ItemOutcome<Job>> outcomes =
          fixture.queue().deleteAll(List.of(waiting.id(), ended.id(), new UUID(1, 2)));
      assertInstanceOf(ItemOutcome.Refused.class, outcomes.get(0));
      assertInstanceOf(ItemOutcome.Accepted.class, outcomes.get(1));
      assertInstanceOf(ItemOutcome.Refused.class, outcomes.get(2));
      assertEquals(waiting.id(), fixture.queue().job(waiting.id()).id());
    }
  }

  @Test
  void t27KeyOutlivesItsJobByItsRetention() throws Exception {
    gate.open();
    try (Fixture fixture =
        fixture()
            .settings(
                o -> o.withRetention(Duration.ofHours(1)).withKeyRetention(Duration.ofHours(24)))
            .start()) {
      UUID id = fixture.queue().enqueue(keyed()).job().id();
      fixture.finished(id);
      pass(fixture, Duration.ofHours(2));
      Await.until("job is gone", () -> isGone(fixture, id));
      assertThrows(KeyUsedException.class, () -> fixture.queue().enqueue(keyed()));
      fixture.restart();
      assertThrows(KeyUsedException.class, () -> fixture.queue().enqueue(keyed()));
      pass(fixture, Duration.ofHours(23));
      Await.until("key is free", () -> accepted(fixture));
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    }
  }

  private static boolean accepted(Fixture fixture) {
    try {
      return !fixture.queue().enqueue(keyed()).repeated();
    } catch (KeyUsedException e) {
      return false;
    }
  }

  @Test
  void keyOfALongJobLivesAsLongAsItsJob() throws Exception {
    gate.open();
    try (Fixture fixture =
        fixture().settings(o -> o.withKeyRetention(Duration.ofHours(1))).start()) {
      UUID id = fixture.queue().enqueue(keyed()).job().id();
      fixture.finished(id);
      pass(fixture, Duration.ofHours(5));
      assertTrue(fixture.queue().enqueue(keyed()).repeated());
      fixture.queue().delete(id);
      pass(fixture, Duration.ofHours(1));
      Await.until("key is free", () -> accepted(fixture));
    }
  }

  @Test
  void typeMayHaveARetentionOfItsOwn() throws Exception {
    JobHandlers handlers =
        JobHandlers.of(LambdaHandler.echo("short"), LambdaHandler.echo("long"))
            .with("short", TypeOptions.defaults().withRetention(Duration.ofHours(1)));
    try (Fixture fixture = fixture().handlers(handlers).start()) {
      UUID brief = fixture.finished(fixture.enqueue("short", "x").id()).id();
      UUID kept = fixture.finished(fixture.enqueue("long", "x").id()).id();
      Job later =
          fixture
              .queue()
              .enqueue(
                  JobRequest.of("short", Bytes.EMPTY).withRunAt(time.instant().plusSeconds(99_999)))
              .job();
      pass(fixture, Duration.ofMinutes(59));
      fixture.queue().resume();
      assertFalse(isGone(fixture, brief));
      pass(fixture, Duration.ofMinutes(2));
      Await.until("the short one is gone", () -> isGone(fixture, brief));
      fixture.queue().job(kept);

      fixture.handlers(LambdaHandler.echo("long")).restart(); // nobody serves the type any more
      fixture.queue().cancel(later.id());
      pass(fixture, Duration.ofMinutes(61));
      Await.until("its stored settings count", () -> isGone(fixture, later.id()));
      fixture.queue().job(kept);
    }
  }

  @Test
  void retriedJobIsNotRemovedByItsFirstEnd() throws Exception {
    JobHandlers handlers =
        JobHandlers.of(gate.handler("gate", JobHandler.Kind.WAITS))
            .with(
                "gate",
                TypeOptions.defaults()
                    .withRetention(Duration.ofHours(1))
                    .withTimeLimit(Duration.ofDays(1)));
    try (Fixture fixture = fixture().handlers(handlers).start()) {
      Job job = fixture.enqueue("gate", "x");
      gate.awaitStarted(1);
      fixture.queue().cancel(job.id());
      fixture.queue().retry(job.id());
      gate.awaitStarted(2);
      pass(fixture, Duration.ofHours(2));
      fixture.queue().resume();
      assertFalse(isGone(fixture, job.id()));
      gate.release(2);
      assertEquals(JobState.COMPLETED, fixture.finished(job.id()).state());
    }
  }
}
