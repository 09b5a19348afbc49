package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.queue.FileStore;
import pagoda.queue.Job;
import pagoda.queue.JobState;

/** Acknowledged means synced: a kill can not show it, since the page cache survives; strace can. */
class FsyncTest {
  private static final Pattern SYNC =
      Pattern.compile("(fsync|fdatasync)(\\(\\d+\\)| resumed>\\)) += 0");

  @Test
  void t02AtLeastOneSyncComesBeforeEachAnswer() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo"))) {
      Path log = fixture.folder().resolve("strace.log");
      List<String> options =
          List.of("-e", "trace=fsync,fdatasync,write", "-s", "12", "-o", log.toString());
      try (ChildJvm child = ChildJvm.traced(options, "enqueue", fixture.file(), 100)) {
        List<String> lines = child.lines();
        assertEquals(101, lines.size(), lines::toString);
      }
      int syncs = 0;
      int answers = 0;
      for (String line : Files.readAllLines(log)) {
        if (SYNC.matcher(line).find()) {
          syncs++;
        } else if (line.contains("write(1, \"ack ")) {
          assertTrue(syncs >= 1, "no sync before answer " + answers);
          answers++;
          syncs = 0;
        }
      }
      assertEquals(100, answers);
    }
  }

  /**
   * The sync that fails comes at different steps: while opening, enqueuing, claiming, finishing.
   */
  @ParameterizedTest
  @ValueSource(ints = {20, 21, 22, 23, 30, 41})
  void t06FailedSyncFailsItsCallersAndTheQueueRecovers(int when) throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo"), LambdaHandler.echo("poison"))) {
      List<String> options =
          List.of(
              "-e",
              "trace=fsync,fdatasync",
              "-e",
              "inject=fsync,fdatasync:error=EIO:when=" + when,
              "-o",
              "/dev/null");
      List<String> lines;
      try (ChildJvm child = ChildJvm.traced(options, "survive", fixture.file(), 30)) {
        lines = child.lines();
      }
      assertEquals("closed", lines.getLast(), lines::toString);
      fixture.open();
      for (String line : lines) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("done")) {
          Job job = fixture.queue().job(UUID.fromString(words[2]));
          assertEquals(JobState.COMPLETED, job.state());
          assertEquals(1, job.attempt(), "an attempt burnt by the disk");
        }
      }
      assertTrue(lines.stream().filter(l -> l.startsWith("done ")).count() >= 29, lines::toString);
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    }
  }

  @Test
  void t06DiskThatNeverRecoversRefusesEveryCallerAtOnce() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo"), LambdaHandler.echo("poison"))) {
      List<String> options =
          List.of(
              "-e",
              "trace=fsync,fdatasync",
              "-e",
              "inject=fsync,fdatasync:error=EIO:when=30+",
              "-o",
              "/dev/null");
      List<String> lines;
      try (ChildJvm child = ChildJvm.traced(options, "enqueue", fixture.file(), 100)) {
        lines = child.lines();
      }
      assertEquals("closed", lines.getLast(), lines::toString);
      long refused = lines.stream().filter(l -> l.endsWith("StorageFailedException")).count();
      assertTrue(refused > 50, lines::toString);
      fixture.open();
      for (String line : lines) {
        if (line.startsWith("ack ")) {
          UUID id = UUID.fromString(line.substring(line.lastIndexOf(' ') + 1));
          assertEquals(JobState.PENDING, fixture.queue().job(id).state());
        }
      }
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    }
  }
}
