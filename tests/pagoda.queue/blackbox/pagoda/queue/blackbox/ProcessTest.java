package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pagoda.queue.FileStore;
import pagoda.queue.Job;
import pagoda.queue.JobState;
import pagoda.queue.QueueLockedException;
import pagoda.testing.ChildProcess;

/** What only a second process can show. */
class ProcessTest {
  @Test
  void t08SecondProcessIsRefusedAndHarmsNothing() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo"));
        ChildJvm child = ChildJvm.start("hold", fixture.file(), 0)) {
      assertEquals("open", child.line());
      QueueLockedException e = assertThrows(QueueLockedException.class, fixture::open);
      assertTrue(e.getMessage().contains("in use by process "), e::getMessage);
      child.endInput();
      assertEquals(List.of(), child.lines());
      fixture.open();
    }
  }

  @Test
  void t08LockOfADeadProcessIsNoObstacle() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo"))) {
      try (ChildJvm child = ChildJvm.start("enqueue-and-die", fixture.file(), 5)) {
        assertEquals(5, child.lines().size());
      }
      fixture.open();
      assertEquals(5, fixture.queue().snapshot().count(JobState.PENDING));
      assertEquals(2, fixture.queue().snapshot().boot());
    }
  }

  /** Had the queue's process opened the file by itself, its locks would be gone and the log too. */
  @Test
  void t04AnotherProcessThatComesAndGoesDoesNotTakeTheLogAway() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      Job before = fixture.enqueue("echo", "before");
      fixture.finished(before.id());
      fixture.store().backup(fixture.folder().resolve("copy.db"));
      FileStore.verify(fixture.file());
      fixture.queue().snapshot();
      Path log = fixture.folder().resolve("jobs.db-wal");
      Object inode = Files.getAttribute(log, "unix:ino");
      ChildProcess.run(
          fixture.folder(),
          System.getProperty("pagoda.jdk") + "/bin/java",
          "--enable-native-access=org.xerial.sqlitejdbc",
          "-p",
          absolute(System.getProperty("jdk.module.path")),
          "-m",
          "pagoda.queue.blackbox/" + Visitor.class.getName(),
          fixture.file().toString());
      assertEquals(inode, Files.getAttribute(log, "unix:ino"), "the log is another file now");
      Job after = fixture.enqueue("echo", "after");
      assertEquals("after", fixture.queue().detail(after.id()).payload().text());
    }
  }

  private static String absolute(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split(":", -1)) {
      parts.add(Path.of(part).toAbsolutePath().toString());
    }
    return String.join(":", parts);
  }

  @Test
  void t14CrashesCountAsAttemptsAndEndAPoisonJob() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("poison"))) {
      UUID id = null;
      for (int crash = 1; crash <= 3; crash++) {
        try (ChildJvm child = ChildJvm.start("poison", fixture.file(), crash)) {
          String first = child.lines().getFirst();
          id = crash == 1 ? UUID.fromString(first.substring(first.lastIndexOf(' ') + 1)) : id;
        }
      }
      fixture.open();
      Job job = fixture.queue().job(id);
      assertEquals(JobState.FAILED, job.state());
      assertEquals(3, job.attempt());
      assertEquals(
          "the process ended while attempt 3 was running, and no other",
          job.lastError().orElseThrow());
      assertEquals(3, fixture.queue().detail(id).attempts().size());
      assertEquals(1, fixture.queue().snapshot().recovery().failed());
      assertEquals(1, fixture.queue().snapshot().count(JobState.FAILED));
      assertTrue(FileStore.verify(fixture.file()).sound());
    }
  }

  @Test
  void jobOfADeadProcessResumesFromItsCheckpoint() throws Exception {
    LambdaHandler resuming =
        LambdaHandler.waits(
            "poison",
            (payload, context) ->
                pagoda.queue.JobOutcome.completed(context.checkpoint().orElseThrow()));
    try (Fixture fixture = Fixture.with(resuming)) {
      UUID id;
      try (ChildJvm child = ChildJvm.start("poison", fixture.file(), 1)) {
        String first = child.lines().getFirst();
        id = UUID.fromString(first.substring(first.lastIndexOf(' ') + 1));
      }
      fixture.start();
      assertEquals(1, fixture.queue().snapshot().recovery().requeued());
      Job end = fixture.finished(id);
      assertEquals(2, end.attempt());
      assertEquals("at 1", fixture.queue().detail(id).result().orElseThrow().text());
    }
  }
}
