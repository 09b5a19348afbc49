package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobFilter;
import pagoda.queue.JobPage;
import pagoda.queue.JobQuery;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;

class SearchTest {
  private static final JobFilter WAITING = JobFilter.ALL.withStates(Set.of(JobState.PENDING));

  /** Its clock stands still, so that no search ends because it takes long. */
  private static Fixture echo() {
    return Fixture.with(LambdaHandler.echo("echo")).time(new ManualTime());
  }

  @Test
  void jobThatChangesBetweenPagesIsListedOnceOrNot() {
    try (Fixture fixture = echo().open()) {
      List<UUID> ids = new ArrayList<>();
      IntStream.range(0, 9).forEach(i -> ids.addFirst(fixture.enqueue("echo", "x").id()));
      JobQuery query = JobQuery.of(WAITING).withLimit(3);
      JobPage first = fixture.queue().list(query);
      fixture.queue().cancel(ids.get(0)); // listed before
      fixture.queue().cancel(ids.get(2)); // where the next page begins
      fixture.queue().cancel(ids.get(5)); // to come
      fixture.enqueue("echo", "x"); // newer than what is listed
      List<UUID> listed = new ArrayList<>(first.jobs().stream().map(Job::id).toList());
      Optional<UUID> next = first.next();
      while (next.isPresent()) {
        JobPage page = fixture.queue().list(query.withBefore(next));
        page.jobs().forEach(job -> listed.add(job.id()));
        next = page.next();
      }
      ids.remove(5);
      assertEquals(ids, listed);
    }
  }

  @Test
  void labelIsFoundHoweverFarAwayItIs() {
    try (Fixture fixture = echo().open()) {
      JobRequest request = JobRequest.of("echo", Bytes.utf8("x")).withLabels(List.of("order=4711"));
      UUID id = fixture.queue().enqueue(request).job().id();
      fixture.queue().enqueueAll(Collections.nCopies(10_000, JobRequest.of("echo", Bytes.EMPTY)));
      for (JobFilter filter :
          List.of(
              JobFilter.ALL.withLabel("order=4711"),
              JobFilter.ALL.withId(id.toString().substring(0, 6)),
              JobFilter.ALL.withWord(id.toString()))) {
        JobPage page = fixture.queue().list(JobQuery.of(filter));
        assertEquals(List.of(id), page.jobs().stream().map(Job::id).toList(), filter.toString());
        assertEquals(Optional.empty(), page.next());
        assertTrue(page.examined() < 5, "an index finds it: " + page.examined());
      }
    }
  }

  @Test
  void wordsAreFoundInTheFirst4KiBOnly() {
    try (Fixture fixture = echo().open()) {
      UUID within = fixture.enqueue("echo", "x".repeat(3_000) + " 4711 " + "y".repeat(9_000)).id();
      fixture.enqueue("echo", "x".repeat(4_093) + "4711");
      JobPage page = fixture.queue().list(JobQuery.of(JobFilter.ALL.withWord("4711")));
      assertEquals(List.of(within), page.jobs().stream().map(Job::id).toList());
      assertEquals(Optional.of("x".repeat(200)), page.rows().getFirst().payload());
    }
  }

  @Test
  void searchThatIsInterruptedEndsAndSaysWhereItGoesOn() {
    try (Fixture fixture = echo().open()) {
      fixture.queue().enqueueAll(Collections.nCopies(10_000, JobRequest.of("echo", Bytes.EMPTY)));
      JobQuery query = JobQuery.of(JobFilter.ALL.withWord("nowhere"));
      Thread.currentThread().interrupt();
      JobPage page = fixture.queue().list(query);
      assertTrue(Thread.interrupted());
      assertEquals(5_000, page.examined());
      assertEquals(5_000, fixture.queue().list(query.withBefore(page.next())).examined());
    }
  }

  @Test
  void largePayloadsAreReadAFewAtATime() {
    try (Fixture fixture =
        echo().settings(options -> options.withMaxBytes(4 << 20, 1 << 20, 1 << 20)).open()) {
      Bytes large = Bytes.of(new byte[4 << 20]);
      fixture.queue().enqueueAll(Collections.nCopies(9, JobRequest.of("echo", large)));
      JobQuery query = JobQuery.of(JobFilter.ALL.withWord("x"));
      assertEquals(9, fixture.queue().list(query).examined());
      Thread.currentThread().interrupt(); // so that it ends after one step
      assertEquals(4, fixture.queue().list(query).examined());
      assertTrue(Thread.interrupted());
    }
  }
}
