package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pagoda.queue.Job;
import pagoda.queue.JobLog;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobOutcome;
import pagoda.testing.Await;

/** What handlers write to their logs. */
class JobLogTest {
  private static Fixture fixture() {
    return Fixture.with(
        LambdaHandler.waits(
            "tells",
            (payload, context) -> {
              context.log("claim " + context.job().claims().latest());
              context.log("done\n");
              return context.job().attempt() == 1
                  ? JobOutcome.retry("once more", Duration.ZERO)
                  : JobOutcome.completed(payload);
            }));
  }

  private static Path folder(Fixture fixture) {
    return fixture.config().logs();
  }

  @Test
  void eachAttemptHasItsOwnLogAlsoAfterARestart() throws Exception {
    try (Fixture fixture = fixture().start()) {
      Job job = fixture.finished(fixture.enqueue("tells", "x").id());
      fixture.restart();
      JobLog first = fixture.queue().log(job.id(), 1, 0);
      assertEquals("claim 1\ndone\n", first.bytes().text());
      assertEquals("claim 2\ndone\n", fixture.queue().log(job.id(), 2, 0).bytes().text());
      assertEquals("done\n", fixture.queue().log(job.id(), 2, 8).bytes().text());
      assertEquals(0, fixture.queue().log(job.id(), 2, first.next()).bytes().size());
      assertEquals(0, fixture.queue().log(job.id(), 3, 0).bytes().size());
      assertThrows(JobNotFoundException.class, () -> fixture.queue().log(new UUID(1, 2), 1, 0));
    }
  }

  @Test
  void logGoesWithItsJob() throws Exception {
    try (Fixture fixture = fixture().start()) {
      Job job = fixture.finished(fixture.enqueue("tells", "x").id());
      assertTrue(Files.exists(folder(fixture)));
      fixture.queue().delete(job.id());
      Await.until("log is gone", () -> isEmpty(folder(fixture)));
      assertThrows(JobNotFoundException.class, () -> fixture.queue().log(job.id(), 1, 0));
    }
  }

  @Test
  void logThatADeadProcessLeftBehindIsSwept() throws Exception {
    try (Fixture fixture = fixture().open()) {
      Path left = Files.createDirectories(folder(fixture).resolve("12345")).resolve("1");
      Files.write(left, new byte[20]);
      fixture.restart();
      Await.until("log is gone", () -> !Files.exists(left.getParent()));
    }
  }

  @Test
  void jobDoesNotFailByItsLog() throws Exception {
    try (Fixture fixture = fixture().open()) {
      Files.writeString(folder(fixture), "a file where the folder should be");
      fixture.queue().start();
      Job job = fixture.finished(fixture.enqueue("tells", "x").id());
      assertEquals(2, job.attempt());
      assertEquals(0, fixture.queue().log(job.id(), 1, 0).bytes().size());
      assertFalse(Files.isDirectory(folder(fixture)));
    }
  }

  private static boolean isEmpty(Path folder) throws Exception {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}
