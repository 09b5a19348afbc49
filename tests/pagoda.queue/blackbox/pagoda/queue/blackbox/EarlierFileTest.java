package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.Job;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobQuery;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;

/** Files of earlier releases whose process was killed: this one goes on where that one was. */
class EarlierFileTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void t08JobsOfAnEarlierReleaseGoOn(int version) throws Exception {
    ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();
    LambdaHandler.Body note =
        (payload, context) -> {
          String word = payload.text().split(" ", -1)[0];
          ran.add(word + context.checkpoint().map(Bytes::text).map(t -> " from " + t).orElse(""));
          return JobOutcome.completed(Bytes.EMPTY);
        };
    try (Fixture fixture =
        Fixture.with(LambdaHandler.waits("waits", note), LambdaHandler.computes("computes", note))
            .settings(options -> options.withWorkers(1).withRetention(Duration.ofDays(3650)))) {
      unpack(version, fixture.file());
      fixture.start();
      List<Job> jobs = fixture.queue().list(JobQuery.newest(20)).jobs();
      assertEquals(10, jobs.size());
      fixture.finished(jobs.getFirst().id());
      assertEquals(List.of("next", "hang from halfway", "last"), List.copyOf(ran));
      assertEquals(
          List.of(1, 2, 3),
          fixture.queue().detail(jobs.get(6).id()).attempts().stream()
              .map(Attempt::number)
              .toList());
      assertEquals(JobState.CANCELLED, jobs.get(5).state());
      assertEquals(JobState.SCHEDULED, jobs.get(4).state());
      assertEquals(2, fixture.queue().job(jobs.get(2).id()).claims().latest());

      fixture.queue().retry(jobs.get(6).id());
      assertEquals(4, fixture.finished(jobs.get(6).id()).claims().latest());
      IdempotencyKey key = new IdempotencyKey("tenant", "ended-0");
      JobRequest repeat = JobRequest.of("waits", Bytes.utf8("small")).withIdempotencyKey(key);
      assertTrue(fixture.queue().enqueue(repeat).repeated());
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    }
  }

  private static void unpack(int version, Path file) throws IOException {
    Path data = Path.of(System.getProperty("pagoda.root"), "tests/pagoda.queue/data");
    try (var packed =
        new GZIPInputStream(Files.newInputStream(data.resolve("version-" + version + ".db.gz")))) {
      Files.copy(packed, file);
    }
  }
}
