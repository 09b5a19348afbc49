package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import pagoda.queue.FileStore;
import pagoda.queue.InvalidOptionException;
import pagoda.queue.Job;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobQueue;
import pagoda.queue.JobState;
import pagoda.queue.QueueCorruptedException;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;
import pagoda.queue.StorageFailedException;
import pagoda.queue.VerifyReport;

class BackupTest {
  @Test
  void copyOfABusyQueueIsSoundAndHoldsWhatWasThere() throws Exception {
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo")).settings(s -> s.withWorkers(8)).start()) {
      List<UUID> before = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        before.add(fixture.enqueue("echo", "n" + i).id());
      }
      AtomicBoolean stop = new AtomicBoolean();
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                while (!stop.get()) {
                  fixture.enqueue("echo", "more");
                }
              });
      Path copy = fixture.folder().resolve("copy.db");
      fixture.store().backup(copy);
      stop.set(true);
      writer.join();
      VerifyReport report = FileStore.verify(copy);
      assertEquals(List.of(), report.problems());
      QueueOptions config = QueueOptions.of(copy).withBallastBytes(65_536);
      try (JobQueue restored =
          JobQueue.open(
              config, JobHandlers.of(LambdaHandler.echo("echo")), QueueEnvironment.system())) {
        for (int i = 0; i < before.size(); i++) {
          assertEquals("n" + i, restored.detail(before.get(i)).payload().text());
        }
      }
    }
  }

  @Test
  void backupDoesNotOverwriteAndReportsABadTarget() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      Path taken = Files.writeString(fixture.folder().resolve("taken"), "mine");
      assertThrows(InvalidOptionException.class, () -> fixture.store().backup(taken));
      assertEquals("mine", Files.readString(taken));
      assertThrows(
          StorageFailedException.class,
          () -> fixture.store().backup(fixture.folder().resolve("no/such/folder/copy.db")));
      fixture.enqueue("echo", "still in order");
    }
  }

  @Test
  void verifyOfARunningQueueIsSound() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      Job done = fixture.enqueue("echo", "x".repeat(5_000));
      fixture.finished(done.id());
      fixture.queue().pause();
      fixture.enqueue("echo", "y");
      VerifyReport report = FileStore.verify(fixture.file());
      assertEquals(List.of(), report.problems());
      assertTrue(report.sound());
      assertEquals(1L, report.jobs().get(JobState.COMPLETED));
      assertEquals(1L, report.jobs().get(JobState.PENDING));
      fixture.enqueue("echo", "z");
    }
  }

  @Test
  void verifyNamesWhatIsWrong() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      Job job = fixture.enqueue("echo", "x");
      fixture.finished(job.id());
      fixture.queue().close();
      List<String> damages =
          List.of(
              "UPDATE queue SET completed=7",
              "INSERT INTO body(id,result) VALUES(999,x'00')",
              "UPDATE job SET payload=NULL",
              "UPDATE job SET state=2,boot=99,finished_at=NULL",
              "UPDATE job SET state=0,attempt=5,finished_at=NULL");
      for (String damage : damages) {
        sql(fixture.file(), "BEGIN", damage, "COMMIT");
        VerifyReport report = FileStore.verify(fixture.file());
        assertFalse(report.sound(), damage);
      }
      assertThrows(
          QueueCorruptedException.class,
          () -> FileStore.verify(fixture.folder().resolve("missing.db")));
    }
  }

  private static void sql(Path file, String... statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }
}
