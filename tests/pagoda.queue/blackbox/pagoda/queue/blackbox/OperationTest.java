package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.InvalidJobException;
import pagoda.queue.Job;
import pagoda.queue.JobFilter;
import pagoda.queue.JobQuery;
import pagoda.queue.JobRequest;
import pagoda.queue.operation.JobAction;
import pagoda.queue.operation.JobOperations;
import pagoda.queue.operation.Operation;
import pagoda.queue.operation.OperationState;
import pagoda.queue.operation.Submission;
import pagoda.testing.Await;

/** One thing done to all jobs that match. */
class OperationTest {
  private static final Instant LATER = Instant.parse("2126-01-01T00:00:00Z");
  private static final JobAction CANCEL = new JobAction.Cancel();

  private static Fixture fixture() {
    return Fixture.with(LambdaHandler.echo("echo"), LambdaHandler.echo("other"));
  }

  private static void add(Fixture fixture, String type, int count) {
    JobRequest request = JobRequest.of(type, Bytes.utf8("{\"n\":1}")).withRunAt(LATER);
    fixture.queue().enqueueAll(IntStream.range(0, count).mapToObj(_ -> request).toList());
  }

  private static JobFilter filter(String text) {
    return JobFilter.parse(text, Instant.EPOCH, ZoneOffset.UTC);
  }

  private static Operation accepted(Fixture fixture, String text, JobAction action) {
    Submission submission =
        fixture.queue().operations().submit(filter(text), action, OptionalLong.empty());
    return assertInstanceOf(Submission.Accepted.class, submission).operation();
  }

  /** In the file: the counters in memory follow a moment after a commit. */
  private static long count(Fixture fixture, String text) {
    JobOperations operations = fixture.queue().operations();
    return operations.count(filter(text), Duration.ofMinutes(1)).orElseThrow();
  }

  private static Operation ended(Fixture fixture, long id) throws Exception {
    JobOperations operations = fixture.queue().operations();
    Await.until("it ended", () -> operations.find(id).orElseThrow().state().finished());
    return operations.find(id).orElseThrow();
  }

  private static Operation.Counts counts(long matched, long done, long skipped, long failed) {
    return new Operation.Counts(matched, done, skipped, failed);
  }

  @Test
  void itIsDoneToAllThatMatchAndToNoOther() throws Exception {
    try (Fixture fixture = fixture().start()) {
      add(fixture, "echo", 1_234);
      add(fixture, "other", 3);
      long begun = accepted(fixture, "type:echo 1", CANCEL).id();
      Operation operation = ended(fixture, begun);
      assertEquals(OperationState.COMPLETED, operation.state());
      assertEquals(counts(1_234, 1_234, 0, 0), operation.counts());
      assertEquals("type:echo \"1\"", operation.filter());
      assertTrue(operation.times().finished().isPresent());
      assertEquals(1_234, count(fixture, "state:cancelled"));
      assertEquals(3, count(fixture, "state:scheduled"));
      assertEquals(List.of(operation), fixture.queue().operations().list(9));
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    }
  }

  @Test
  void filterIsFrozenAndJobsThatChangedMeanwhileAreSkipped() throws Exception {
    try (Fixture fixture = fixture().open()) {
      add(fixture, "echo", 5);
      Operation planned = accepted(fixture, "state:scheduled", CANCEL);
      assertEquals(OperationState.PENDING, planned.state());
      add(fixture, "echo", 7); // after it was accepted
      Job changed = fixture.queue().list(JobQuery.newest(12)).jobs().getLast();
      fixture.queue().cancel(changed.id());
      fixture.queue().start();
      Operation operation = ended(fixture, planned.id());
      assertEquals(counts(5, 4, 1, 0), operation.counts());
      assertEquals(7, count(fixture, "state:scheduled"));
    }
  }

  @Test
  void stateThatForbidsItIsToldAsFailedAndWhatIsSoAlreadyAsSkipped() throws Exception {
    try (Fixture fixture = fixture().start()) {
      fixture.finished(fixture.enqueue("echo", "x").id());
      add(fixture, "echo", 2);
      fixture.queue().cancel(fixture.queue().list(JobQuery.newest(1)).jobs().getFirst().id());
      Operation operation = ended(fixture, accepted(fixture, "", CANCEL).id());
      assertEquals(counts(3, 1, 1, 1), operation.counts());
    }
  }

  @Test
  void moreThanExpectedIsRefusedAndNothingIsDone() throws Exception {
    try (Fixture fixture = fixture().start()) {
      add(fixture, "echo", 3);
      JobOperations operations = fixture.queue().operations();
      Submission refused = operations.submit(filter(""), CANCEL, OptionalLong.of(2));
      assertEquals(new Submission.MoreThanExpected(3), refused);
      assertEquals(List.of(), operations.list(9));
      assertEquals(OptionalLong.of(3), operations.count(filter(""), Duration.ofMinutes(1)));
      Submission taken = operations.submit(filter(""), CANCEL, OptionalLong.of(3));
      assertInstanceOf(Submission.Accepted.class, taken);
    }
  }

  @Test
  void fourAreUnderWayAtMost() throws Exception {
    try (Fixture fixture = fixture().open()) {
      add(fixture, "echo", 1);
      for (int i = 0; i < JobOperations.MOST; i++) {
        accepted(fixture, "", CANCEL);
      }
      JobOperations operations = fixture.queue().operations();
      Submission refused = operations.submit(filter(""), CANCEL, OptionalLong.empty());
      assertEquals(new Submission.TooManyOperations(4), refused);
      fixture.queue().start();
      for (Operation each : operations.list(9)) {
        ended(fixture, each.id());
      }
      ended(fixture, accepted(fixture, "", CANCEL).id());
    }
  }

  @Test
  void deleteBeginsAfterItsTimeAndIsUndoneUntilThen() throws Exception {
    ManualTime time = new ManualTime();
    try (Fixture fixture = fixture().time(time).start()) {
      add(fixture, "echo", 9);
      ended(fixture, accepted(fixture, "", CANCEL).id());
      Operation planned = accepted(fixture, "state:cancelled", new JobAction.Delete());
      assertEquals(time.instant().plusSeconds(10), planned.times().begins());
      Operation undone = fixture.queue().operations().cancel(planned.id()).orElseThrow();
      assertEquals(OperationState.CANCELLED, undone.state());
      assertEquals(counts(9, 0, 0, 0), undone.counts());
      assertEquals(Optional.of(undone), fixture.queue().operations().cancel(planned.id()));
      assertEquals(9, count(fixture, "state:cancelled"));

      long second = accepted(fixture, "state:cancelled", new JobAction.Delete()).id();
      time.pass(JobOperations.DELETE_DELAY);
      fixture.restart();
      assertEquals(counts(9, 9, 0, 0), ended(fixture, second).counts());
      assertEquals(0, count(fixture, "state:cancelled"));
      assertEquals(Optional.empty(), fixture.queue().operations().cancel(99));
    }
  }

  @Test
  void cancelledJobsAreRetriedAndWaitingOnesGetAnotherPriority() throws Exception {
    try (Fixture fixture = fixture().start()) {
      add(fixture, "echo", 600);
      JobAction urgent = new JobAction.Prioritize(OptionalInt.of(50), Optional.empty());
      assertEquals(
          counts(600, 600, 0, 0), ended(fixture, accepted(fixture, "", urgent).id()).counts());
      assertEquals(600, count(fixture, "priority:50"));
      ended(fixture, accepted(fixture, "", CANCEL).id());
      Operation retried = ended(fixture, accepted(fixture, "", new JobAction.Retry()).id());
      assertEquals(counts(600, 600, 0, 0), retried.counts());
      Await.until("all ran", () -> count(fixture, "state:completed") == 600);
    }
  }

  @Test
  void filterThatCannotBeWrittenDownIsRefused() throws Exception {
    try (Fixture fixture = fixture().open()) {
      JobFilter odd = JobFilter.ALL.withTypes(Set.of("a b"));
      JobOperations operations = fixture.queue().operations();
      assertThrows(
          InvalidJobException.class, () -> operations.submit(odd, CANCEL, OptionalLong.empty()));
      assertThrows(
          InvalidJobException.class,
          () -> new JobAction.Prioritize(OptionalInt.empty(), Optional.empty()));
    }
  }

  @Test
  void stoppedOperationDoesNothingMore() throws Exception {
    try (Fixture fixture = fixture().start()) {
      add(fixture, "echo", 10_000);
      JobOperations operations = fixture.queue().operations();
      long id = accepted(fixture, "", CANCEL).id();
      Await.until("it is under way", () -> operations.find(id).orElseThrow().counts().done() > 0);
      Operation stopped = operations.cancel(id).orElseThrow();
      assertEquals(OperationState.CANCELLED, stopped.state());
      assertTrue(stopped.counts().done() < 10_000, stopped::toString);
      fixture.restart();
      assertEquals(Optional.of(stopped), fixture.queue().operations().find(id));
      assertEquals(stopped.counts().done(), count(fixture, "state:cancelled"));
    }
  }

  @Test
  void killedOperationGoesOnAndDoesNothingTwice() throws Exception {
    int jobs = 10_000;
    try (Fixture fixture = fixture().open()) {
      add(fixture, "echo", jobs);
      fixture.queue().close(Duration.ZERO);
      for (int done : new int[] {500, 2_000, 6_000}) {
        try (ChildJvm child = ChildJvm.start("operate-and-die", fixture.file(), done)) {
          List<String> lines = child.lines();
          assertTrue(lines.getLast().startsWith("done "), lines::toString);
        }
      }
      fixture.open();
      Operation rests = fixture.queue().operations().find(1).orElseThrow();
      assertEquals(OperationState.RUNNING, rests.state());
      long cancelled = count(fixture, "state:cancelled");
      assertEquals(cancelled, rests.counts().done());
      assertTrue(cancelled >= 6_000 && cancelled < jobs, rests::toString);
      fixture.queue().start();
      assertEquals(counts(jobs, jobs, 0, 0), ended(fixture, 1).counts());
      assertEquals(jobs, count(fixture, "state:cancelled"));
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    }
  }
}
