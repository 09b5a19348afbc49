package pagoda.queue.internal.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.queue.JobLog;
import pagoda.testing.Seed;

class AttemptLogsTest {
  private static final int FIRST = AttemptLog.FIRST;
  private static final int LAST = AttemptLog.LAST;

  private final Random random = Seed.random("AttemptLogsTest");
  @TempDir private Path folder;

  private AttemptLogs logs(long most) {
    return new AttemptLogs(folder.resolve("logs"), most);
  }

  /** All that can be read, with the position of each part checked. */
  private static String all(AttemptLogs logs, String expected) {
    StringBuilder text = new StringBuilder();
    long at = 0;
    for (JobLog part = logs.read(7, 3, at); part.bytes().size() > 0; part = logs.read(7, 3, at)) {
      String bytes = part.bytes().text();
      assertEquals(
          expected.substring((int) part.from(), (int) part.next()), bytes, "from " + part.from());
      text.append(bytes);
      at = part.next();
    }
    assertEquals(expected.length(), at);
    return text.toString();
  }

  @Test
  void firstAndLastPartAreKeptHoweverTheyCome() throws Exception {
    AttemptLogs logs = logs(1L << 30);
    AttemptLog log = logs.begin(7, 3);
    StringBuilder expected = new StringBuilder();
    while (expected.length() < 3 * (FIRST + LAST)) {
      String line = "line " + random.nextLong() + "x".repeat(random.nextInt(3000));
      log.add(line);
      expected.append(line).append('\n');
      if (random.nextInt(20) == 0) {
        int kept = Math.min(expected.length(), FIRST + LAST);
        assertEquals(kept, all(logs, expected.toString()).length());
      }
    }
    String whole = expected.toString();
    String read = all(logs, whole);
    assertEquals(whole.substring(0, FIRST) + whole.substring(whole.length() - LAST), read);
    log.end();
    log.add("after the end");
    assertEquals(read, all(logs, whole));
    assertEquals(8 + FIRST + LAST, Files.size(folder.resolve("logs/7/3")));
    assertEquals(whole.length() - LAST, logs.read(7, 3, FIRST + 1).from(), "what is gone is told");
  }

  @Test
  void onePieceLargerThanAllIsCut() throws Exception {
    AttemptLogs logs = logs(1L << 30);
    String huge = "y".repeat(FIRST) + "z".repeat(LAST) + "w".repeat(1000) + "\n";
    logs.begin(7, 3).add(huge);
    JobLog last = logs.read(7, 3, huge.length() - 5);
    assertEquals("wwww\n", last.bytes().text());
    assertTrue(Files.size(folder.resolve("logs/7/3")) <= 8 + FIRST + LAST);
  }

  @Test
  void nothingWrittenIsNoFile() {
    AttemptLogs logs = logs(1L << 30);
    logs.begin(1, 1).end();
    assertFalse(Files.exists(folder.resolve("logs")));
    assertEquals(0, logs.read(1, 1, 5).bytes().size());
    assertEquals(5, logs.read(1, 1, 5).next());
    logs.remove(1);
  }

  @Test
  void interruptedHandlerStillWrites() {
    AttemptLogs logs = logs(1L << 30);
    AttemptLog log = logs.begin(7, 3);
    log.add("before");
    Thread.currentThread().interrupt();
    log.add("after");
    assertTrue(Thread.interrupted());
    assertEquals("before\nafter\n", logs.read(7, 3, 0).bytes().text());
  }

  @Test
  void oldestJobsGoFirstPastTheBound() throws Exception {
    AttemptLogs logs = logs(1 << 20);
    for (int row = 1; row <= 12; row++) {
      logs.begin(row, 1).add("x".repeat(99_999));
    }
    assertFalse(Files.exists(folder.resolve("logs/1")));
    assertTrue(Files.exists(folder.resolve("logs/12")));
    try (var rows = Files.list(folder.resolve("logs"))) {
      assertTrue(rows.count() <= 10);
    }
  }

  @Test
  void sweepRemovesWhatBelongsToNobody() throws Exception {
    AttemptLogs before = logs(1L << 30);
    before.begin(1, 1).add("gone");
    before.begin(2, 1).add("kept");
    Files.createDirectory(folder.resolve("logs/notes"));
    AttemptLogs logs = logs(1L << 30);
    logs.sweep(row -> row == 2);
    assertFalse(Files.exists(folder.resolve("logs/1")));
    assertEquals("kept\n", logs.read(2, 1, 0).bytes().text());
    assertTrue(Files.exists(folder.resolve("logs/notes")), "what is no job's is not ours");
  }
}
