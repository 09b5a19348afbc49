package pagoda.process.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pagoda.process.ProgramRunner;
import pagoda.process.ProgramRunnerOptions;
import pagoda.testing.Await;
import pagoda.testing.Seed;

/** {@code -Dpagoda.process.times=n} kills, each at a random step of a new process. */
@Timeout(7200)
class CrashTest {
  private static final int TIMES = Integer.getInteger("pagoda.process.times", 25);
  private static final int STEPS = 40;
  private static final int JITTER_NANOS = 5_000_000;

  @TempDir Path folder;
  private final String mark = UUID.randomUUID().toString();
  private final Random random = Seed.random("kills of runner, keepers and programs");
  private int neededTheNextStart;

  /** What is killed at the step. */
  private enum Victim {
    RUNNER,
    KEEPER_OR_PROGRAM
  }

  @Test
  void w2_w10_nothingIsLeftWhateverIsKilledWhenever() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      Victim victim = random.nextInt(4) > 0 ? Victim.RUNNER : Victim.KEEPER_OR_PROGRAM;
      round(victim, 1 + random.nextInt(STEPS), "kill " + i);
    }
    try (var runner = ProgramRunner.open(ProgramRunnerOptions.defaults(folder))) {
      assertEquals(0, runner.snapshot().running());
    }
    assertEquals(List.of(), Marked.processes(mark));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("lock")), left.toList());
    }
    System.out.printf(
        "%d kills, 0 processes left; after %d of them one that had left its session waited for the"
            + " next start%n",
        TIMES, neededTheNextStart);
  }

  private void round(Victim victim, int step, String name) throws Exception {
    Process child = start();
    try (BufferedReader steps =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < step; i++) {
        String line = steps.readLine();
        assertTrue(line != null && !line.startsWith("BAD"), name + " at step " + i + ": " + line);
      }
      LockSupport.parkNanos(random.nextInt(JITTER_NANOS));
      if (victim == Victim.RUNNER) {
        child.destroyForcibly().waitFor();
        assertNothingLeft(name);
      } else {
        killOneOf(Marked.processes(mark));
        child.getOutputStream().close();
        String last = steps.lines().reduce("nothing", (earlier, later) -> later);
        assertEquals("closed", last, name);
        assertEquals(0, child.waitFor(), name);
        assertEquals(List.of(), left(), name);
      }
    } finally {
      child.destroyForcibly();
    }
  }

  private void killOneOf(List<Long> processes) {
    if (!processes.isEmpty()) {
      ProcessHandle.of(processes.get(random.nextInt(processes.size())))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * A process in a session of its own may wait for the next start, if the kill came between its
   * keeper's end and the search for it; all others go by themselves.
   */
  private void assertNothingLeft(String name) throws Exception {
    try {
      Await.until("nothing left", Duration.ofSeconds(10), () -> left().isEmpty());
    } catch (AssertionError e) {
      List<String> left = left();
      assertTrue(left.stream().allMatch(CrashTest::leftItsSession), name + " left " + left);
      neededTheNextStart++;
      ProgramRunner.open(ProgramRunnerOptions.defaults(folder)).close();
      assertEquals(List.of(), left(), name);
    }
  }

  private static boolean leftItsSession(String process) {
    return process.contains("setsid") || process.endsWith(" sleep 600 ");
  }

  private List<String> left() {
    return Marked.processes(mark).stream().map(Marked::describe).toList();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            System.getProperty("pagoda.jdk") + "/bin/java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-p",
            System.getProperty("jdk.module.path"),
            "-m",
            "pagoda.process.crash/" + CrashChild.class.getName(),
            folder.toString(),
            mark,
            Long.toString(random.nextLong()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
