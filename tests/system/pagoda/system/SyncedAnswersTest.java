package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.Await;

/**
 * Each answer to {@code POST /jobs} comes after a sync of the disk. A kill can not show it, since
 * the page cache survives; the system calls of the running service do.
 */
class SyncedAnswersTest {
  private static final int JOBS = 50;
  private static final Pattern SYNC =
      Pattern.compile("(fsync|fdatasync)(\\(\\d+\\)| resumed>\\)) += 0");
  private static final Pattern ANSWER =
      Pattern.compile("(write|writev|sendto|sendmsg)\\(\\d+, .*\"HTTP/1\\.1 200");

  @TempDir Path folder;

  @Test
  void noJobIsAcknowledgedBeforeItIsSynced() throws Exception {
    Path log = folder.resolve("strace.log");
    try (Service service = Service.start()) {
      Process strace = trace(service.pid(), log);
      try {
        for (int i = 0; i < JOBS; i++) { // for later, so that nothing but its enqueue is written
          String body = "{\"run_at\":\"2099-01-01T00:00:00Z\",\"i\":" + i + "}";
          var answer = service.send("POST", "/jobs", body, "Content-Type", "application/json");
          assertEquals(200, answer.statusCode(), answer.body());
        }
      } finally {
        strace.destroy(); // it lets the service go first
        strace.waitFor();
      }
      assertEquals(200, service.get("/livez").statusCode());
    }
    int syncs = 0;
    int answers = 0;
    for (String line : Files.readAllLines(log)) {
      if (SYNC.matcher(line).find()) {
        syncs++;
      } else if (ANSWER.matcher(line).find()) {
        assertTrue(syncs >= 1, "no sync before answer " + answers);
        answers++;
        syncs = 0;
      }
    }
    assertEquals(JOBS, answers, "answers seen");
  }

  /** Traces every thread of a process; returns once it does. */
  private static Process trace(long pid, Path log) throws Exception {
    List<String> command =
        List.of(
            "strace",
            "-f",
            "-p",
            Long.toString(pid),
            "-e",
            "trace=fsync,fdatasync,write,writev,sendto,sendmsg",
            "-s",
            "24",
            "-o",
            log.toString());
    Path output = log.resolveSibling("strace.out");
    Process strace =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Await.until("an end or a beginning", () -> tells(output, " attached") || !strace.isAlive());
    if (!strace.isAlive()) {
      throw new AssertionError("strace does not attach: " + Files.readString(output));
    }
    return strace;
  }

  private static boolean tells(Path output, String word) throws Exception {
    return Files.readString(output).contains(word);
  }
}
