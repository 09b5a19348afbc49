package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.InvalidJobException;
import pagoda.queue.Job;
import pagoda.queue.JobFilter;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobPage;
import pagoda.queue.JobQuery;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;

class ListTest {
  private static List<UUID> all(Fixture fixture, Set<JobState> states, String type, int limit) {
    List<UUID> ids = new ArrayList<>();
    Optional<UUID> before = Optional.empty();
    do {
      JobFilter filter = JobFilter.ALL.withStates(states);
      JobFilter narrower = type == null ? filter : filter.withTypes(Set.of(type));
      JobPage page =
          fixture.queue().list(JobQuery.of(narrower).withLimit(limit).withBefore(before));
      page.jobs().forEach(job -> ids.add(job.id()));
      before = page.next();
    } while (before.isPresent());
    return ids;
  }

  @Test
  void pagesHoldEachJobOnceNewestFirst() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("a"), LambdaHandler.echo("b")).open()) {
      List<UUID> ids = new ArrayList<>();
      List<UUID> ofA = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        Job job = fixture.enqueue(i % 3 == 0 ? "a" : "b", i);
        ids.add(job.id());
        if (i % 3 == 0) {
          ofA.add(job.id());
        }
      }
      Collections.reverse(ids);
      Collections.reverse(ofA);
      for (int limit : new int[] {1, 4, 5, 24, 25, 26, 1000}) {
        assertEquals(ids, all(fixture, Set.of(), null, limit));
        assertEquals(ids, all(fixture, Set.of(JobState.PENDING), null, limit));
        assertEquals(ofA, all(fixture, Set.of(), "a", limit));
        assertEquals(ofA, all(fixture, Set.of(JobState.PENDING), "a", limit));
        assertEquals(List.of(), all(fixture, Set.of(JobState.FAILED), null, limit));
        assertEquals(List.of(), all(fixture, Set.of(), "nobody", limit));
      }
    }
  }

  @Test
  void statesAreToldApart() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      Job done = fixture.enqueue("echo", "x");
      fixture.finished(done.id());
      fixture.queue().pause();
      Job pending = fixture.enqueue("echo", "x");
      Job cancelled = fixture.enqueue("echo", "x");
      fixture.queue().cancel(cancelled.id());
      assertEquals(List.of(done.id()), all(fixture, Set.of(JobState.COMPLETED), null, 10));
      assertEquals(List.of(pending.id()), all(fixture, Set.of(JobState.PENDING), null, 10));
      assertEquals(List.of(cancelled.id()), all(fixture, Set.of(JobState.CANCELLED), null, 10));
      assertEquals(
          List.of(cancelled.id(), pending.id()),
          all(fixture, Set.of(JobState.CANCELLED, JobState.PENDING), null, 10));
      assertEquals(
          List.of(cancelled.id(), done.id()),
          all(fixture, Set.of(JobState.CANCELLED, JobState.COMPLETED), null, 10));
    }
  }

  @Test
  void t25PageLooksAtABoundedNumberOfRows() throws Exception {
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("a"), LambdaHandler.echo("b"))
            .time(new ManualTime()) // or a search that takes long would end
            .open()) {
      UUID oldest = fixture.enqueue("a", "x").id();
      for (int i = 0; i < 3; i++) {
        fixture.queue().enqueueAll(Collections.nCopies(9_999, JobRequest.of("b", Bytes.EMPTY)));
      }
      JobQuery query = JobQuery.of(JobFilter.ALL.withTypes(Set.of("a"))).withMostExamined(7_001);
      JobPage first = fixture.queue().list(query);
      assertEquals(List.of(), first.jobs(), "the bound was met before the job was");
      assertEquals(7_001, first.examined());
      JobPage second = fixture.queue().list(query.withBefore(first.next()));
      assertEquals(7_001, second.examined());
      assertEquals(List.of(oldest), all(fixture, Set.of(), "a", 10));
    }
  }

  @Test
  void unknownCursorAndBadLimitAreRefused() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      JobQuery query = JobQuery.newest(10).withBefore(Optional.of(UUID.randomUUID()));
      assertThrows(JobNotFoundException.class, () -> fixture.queue().list(query));
      assertThrows(InvalidJobException.class, () -> JobQuery.newest(0));
      assertThrows(InvalidJobException.class, () -> JobQuery.newest(1001));
      assertThrows(InvalidJobException.class, () -> JobState.parse("done"));
      assertEquals(JobState.CANCELLED, JobState.parse("cancelled"));
    }
  }
}
