package pagoda.queue.internal.sqlite.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobQuery;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;
import pagoda.queue.store.Match;

/** Jobs that changed after they were found. */
class RetestTest {
  @TempDir Path folder;

  private record Failing(String type, Kind kind) implements JobHandler {
    @Override
    public JobOutcome handle(Bytes payload, JobContext context) {
      return JobOutcome.failed("connection refused by " + payload.text());
    }
  }

  private static Match match(JobState state, List<String> words, List<String> errors) {
    Match.Span always = Match.Span.ALWAYS;
    return new Match(
        Optional.empty(),
        Set.of(),
        Set.of(state),
        0,
        100,
        always,
        always,
        always,
        always,
        words,
        errors,
        List.of());
  }

  @Test
  void onlyJobsThatMatchStillAreKept() throws Exception {
    Path file = folder.resolve("jobs.db");
    JobHandlers handlers = JobHandlers.of(new Failing("fail", JobHandler.Kind.WAITS));
    QueueOptions options = QueueOptions.of(file).withBallastBytes(0);
    try (JobQueue queue = JobQueue.open(options, handlers, QueueEnvironment.system())) {
      for (String payload : new String[] {"a", "b", "c"}) {
        queue.enqueue(JobRequest.of("fail", Bytes.utf8(payload)).withMaxAttempts(1));
      }
      queue.start();
      for (Job job : queue.list(JobQuery.newest(3)).jobs()) {
        queue.whenFinished(job.id()).join();
      }
      queue.close(Duration.ZERO);
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      List<Long> rows = List.of(3L, 1L, 9L);
      Match failed = match(JobState.FAILED, List.of(), List.of());
      assertEquals(List.of(3L, 1L), Retest.matching(connection, failed, rows));
      Match refused = match(JobState.FAILED, List.of("immutable"), List.of("REFUSED by c"));
      assertEquals(List.of(3L), Retest.matching(connection, refused, rows));
      Match pending = match(JobState.PENDING, List.of(), List.of());
      assertEquals(List.of(), Retest.matching(connection, pending, rows));
      assertEquals(List.of(), Retest.matching(connection, failed, List.of()));
    }
  }
}
