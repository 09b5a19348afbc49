package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.queue.Attempt;
import pagoda.queue.FileStore;
import pagoda.queue.Job;
import pagoda.queue.JobState;

/** One of seven jobs ends the process, however; a supervisor starts it again. */
class SuspectProcessTest {
  private static final int INNOCENT = 6;

  @ParameterizedTest
  @ValueSource(strings = {"exit", "halt", "memory"})
  void q03_onlyTheJobThatEndsTheProcessBurnsItsAttempts(String way) throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("crowd"))) {
      List<String> first = run(fixture, way, 1);
      List<UUID> ids =
          first.stream()
              .filter(line -> line.startsWith("ack "))
              .map(line -> UUID.fromString(line.substring(4)))
              .toList();
      assertEquals(INNOCENT + 1, ids.size());
      List<String> suspects = new ArrayList<>();
      List<String> last = List.of();
      for (int start = 2; start <= 5; start++) {
        last = run(fixture, way, start);
        last.stream().filter(line -> line.startsWith("suspects ")).forEach(suspects::add);
      }
      assertEquals(List.of("suspects 7", "suspects 0", "suspects 0", "suspects 0"), suspects);
      assertEquals("closed", last.getLast(), "the process lives once the guilty job has failed");
      fixture.open();
      for (UUID id : ids.subList(0, INNOCENT)) {
        Job job = fixture.queue().job(id);
        assertEquals(JobState.COMPLETED, job.state());
        assertEquals(1, job.attempt());
        assertEquals(2, job.claims().latest());
        assertEquals(List.of(), fixture.queue().detail(id).attempts());
      }
      Job guilty = fixture.queue().job(ids.getLast());
      assertEquals(JobState.FAILED, guilty.state());
      assertEquals(3, guilty.attempt());
      assertEquals(4, guilty.claims().latest());
      assertEquals(
          List.of(2L, 3L, 4L),
          fixture.queue().detail(guilty.id()).attempts().stream().map(Attempt::claim).toList());
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    }
  }

  private static List<String> run(Fixture fixture, String way, int start) throws Exception {
    try (ChildJvm child = ChildJvm.start("crowd-" + way, fixture.file(), start)) {
      return child.lines();
    }
  }
}
