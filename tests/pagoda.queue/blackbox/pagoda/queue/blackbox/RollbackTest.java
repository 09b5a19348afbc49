package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.Job;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueEvent;
import pagoda.queue.StorageFailedException;
import pagoda.queue.StorageState;
import pagoda.testing.Await;

/** What memory keeps of the file follows it back when a transaction is undone. */
class RollbackTest {
  private static void execute(Path file, String statement) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA busy_timeout=5000");
      sql.execute(statement);
    }
  }

  /** Were the undone job still among those to claim, its claim would fail the whole storage. */
  @Test
  void t05JobsOfAnUndoneTransactionAreNotClaimed() throws Exception {
    List<StorageState> heard = new CopyOnWriteArrayList<>();
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      fixture
          .queue()
          .subscribe(event -> {
            if (event instanceof QueueEvent.StorageChanged changed) {
              heard.add(changed.storage());
            }
          });
      execute(
          fixture.file(),
          "CREATE TRIGGER refuse BEFORE INSERT ON job WHEN NEW.priority=9"
              + " BEGIN SELECT RAISE(ABORT,'refused by the test'); END");
      JobRequest good = JobRequest.of("echo", Bytes.EMPTY).withPriority(1);
      List<JobRequest> both = List.of(good, good.withPriority(9));
      assertThrows(StorageFailedException.class, () -> fixture.queue().enqueueAll(both));
      Job next = fixture.enqueue("echo", 1);
      assertEquals(JobState.COMPLETED, fixture.finished(next.id()).state());
      assertEquals(1, fixture.queue().snapshot().commits().failed());
      assertEquals(1, fixture.queue().snapshot().count(JobState.COMPLETED));
      assertEquals(List.of(), heard, "the storage was in order all the time");
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    }
  }

  /**
   * A commit can fail and nevertheless be in the file: here another connection writes the claim
   * that the queue believes it lost, and the file is away until the storage has failed.
   */
  @Test
  void t13ClaimThatIsInTheFileAlthoughItsCommitFailedIsGivenBack() throws Exception {
    Gate gate = new Gate();
    try (Fixture fixture =
        Fixture.with(
                gate.handler("gate", pagoda.queue.JobHandler.Kind.WAITS),
                LambdaHandler.echo("echo"))
            .start()) {
      Job running = fixture.enqueue("gate", "runs all the time");
      gate.awaitStarted(1);
      fixture.queue().pause();
      Job orphan = fixture.enqueue("echo", "x");
      execute(
          fixture.file(),
          "UPDATE job SET state=2,attempt=attempt+1,claims=claims+1,started_at=created_at,"
              + "boot=(SELECT boot FROM queue) WHERE state=0");
      Path elsewhere = Files.move(fixture.file(), fixture.folder().resolve("elsewhere"));
      awaitState(fixture, StorageState.FAILED);
      Files.move(elsewhere, fixture.file());
      awaitState(fixture, StorageState.OK);
      assertEquals(JobState.PENDING, fixture.queue().job(orphan.id()).state());
      fixture.queue().resume();
      Job done = fixture.finished(orphan.id());
      assertEquals(JobState.COMPLETED, done.state());
      assertEquals(1, done.attempt(), "no handler began the first claim");
      gate.open();
      assertEquals(1, fixture.finished(running.id()).attempt());
      assertEquals(1, gate.started().size(), "what runs is no orphan");
    }
  }

  private static void awaitState(Fixture fixture, StorageState state) throws Exception {
    Await.until("storage is " + state, () -> fixture.queue().snapshot().storage() == state);
  }
}
