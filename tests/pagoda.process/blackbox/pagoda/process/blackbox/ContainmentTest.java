package pagoda.process.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.process.Containment;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramFolderException;
import pagoda.process.ProgramOutcome;
import pagoda.process.ProgramRunner;
import pagoda.process.ProgramRunnerOptions;
import pagoda.testing.Await;

/** Nothing outlives its attempt, without control groups. */
class ContainmentTest {
  @TempDir Path folder;
  private Path pid;
  private Workshop shop;

  @BeforeEach
  void open() throws Exception {
    pid = folder.resolve("pid");
    shop = Workshop.in(folder.resolve("work"));
  }

  @AfterEach
  void close() throws Exception {
    shop.assertSwept();
    shop.close();
  }

  /** Each starts a process that writes its id to the file and would sleep for long. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$SLEEPER & wait_for_it", // a child
        "nohup $SLEEPER >/dev/null 2>&1 & wait_for_it", // one that ignores HUP
        "( ( $SLEEPER & ) & ); wait_for_it", // one whose parents are gone
        "setsid $SLEEPER & wait_for_it", // one in a session of its own
        "( setsid sh -c \"setsid $SLEEPER &\" & ); wait_for_it" // both
      })
  void w1_w3_nothingOutlivesANormalExit(String start) throws Exception {
    assertEquals("done", shop.answer(sleeper(start) + "printf done"));
    assertFalse(Workshop.runs(pid));
  }

  @Test
  void w3_processThatIgnoresSignalsInASessionOfItsOwn() throws Exception {
    assertEquals(
        "", shop.answer(sleeper("setsid sh -c \"trap '' TERM HUP INT; $SLEEPER\" & wait_for_it")));
    assertFalse(Workshop.runs(pid));
  }

  @Test
  void w10_keeperKilled() throws Exception {
    assertKilledWithItsKeeper(
        shop.run(sleeper("$SLEEPER & wait_for_it") + "kill -9 $PPID; sleep 600"));
  }

  @Test
  void w10_wholeGroupKilled() throws Exception {
    assertKilledWithItsKeeper(
        shop.run(sleeper("setsid $SLEEPER & wait_for_it") + "kill -9 0; sleep 600"));
  }

  @Test
  void w10_groupSignalledByTheProgramItself() throws Exception {
    ProgramExit exit =
        shop.run("trap : TERM HUP INT; kill -TERM 0; kill -HUP 0; kill -INT 0; exit 5");
    assertEquals("exit status 5", Workshop.failure(exit));
    assertEquals("killed by SIGUSR2", Workshop.failure(shop.run("kill -USR2 0")));
  }

  private void assertKilledWithItsKeeper(ProgramExit exit) {
    assertEquals(
        new ProgramOutcome.Failed("killed together with its keeper", true), exit.outcome());
    assertFalse(Workshop.runs(pid));
  }

  @Test
  void w5_processWithoutAMarkThatHoldsTheOutputHoldsNobodyUp() throws Exception {
    String script =
        sleeper(
            "env -i /usr/bin/setsid /bin/sh -c \"echo \\$\\$ >"
                + pid
                + "; exec sleep 600\" & wait_for_it");
    assertEquals("", shop.answer(script));
    ProcessHandle left =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    assertTrue(left.isAlive(), "without a control group nobody can know that it belonged here");
    left.destroyForcibly();
  }

  @Test
  void folderIsForOneRunner() {
    var thrown =
        assertThrows(
            ProgramFolderException.class,
            () -> ProgramRunner.open(ProgramRunnerOptions.defaults(folder.resolve("work"))));
    assertEquals(
        "work folder " + folder.resolve("work") + ": in use by another runner",
        thrown.getMessage());
  }

  @Test
  void containmentIsTold() throws Exception {
    var group = assertInstanceOf(Containment.ProcessGroup.class, shop.runner.containment());
    assertTrue(group.describe().startsWith("process group and keeper ("), group.describe());
    try (var other =
        ProgramRunner.open(
            ProgramRunnerOptions.defaults(folder.resolve("other")).withoutCgroups())) {
      assertEquals(new Containment.ProcessGroup("cgroup v2 is switched off"), other.containment());
    }
  }

  @Test
  void w17_folderWithManyFilesAndLockedOnesGoes() throws Exception {
    assertEquals(
        "",
        shop.answer(
            "mkdir -p a/b; i=0; while [ $i -lt 20000 ]; do : >a/$i; i=$((i+1)); done;"
                + "ln -s / root; : >a/b/c; chmod -R a-rwx a"));
  }

  @Test
  void w2_leftoversOfADeadProcessAreEndedAtTheNextStart() throws Exception {
    // what a kill -9 between two steps can leave: a folder, and a process that carries its mark
    String run = "01234567-89ab-cdef-0123-456789abcdef";
    Path work = folder.resolve("dead");
    Files.createDirectories(work.resolve(run));
    ProcessBuilder builder = new ProcessBuilder("/usr/bin/setsid", "/bin/sleep", "600");
    builder.environment().put("PAGODA_RUN", run);
    Process left = builder.start();
    Await.until("it sleeps", () -> left.info().command().orElse("").endsWith("/sleep"));
    try (var runner = ProgramRunner.open(ProgramRunnerOptions.defaults(work))) {
      assertEquals(1, runner.snapshot().swept());
      assertEquals(137, left.waitFor());
      assertFalse(Files.exists(work.resolve(run)));
    } finally {
      left.destroyForcibly();
    }
  }

  private String sleeper(String start) {
    return "SLEEPER=\"/bin/sh -c 'echo \\$\\$ >"
        + pid
        + "; exec sleep 600'\"; wait_for_it() { while [ ! -s "
        + pid
        + " ]; do sleep 0.01; done; }; "
        + "eval \""
        + start.replace("\\", "\\\\").replace("\"", "\\\"").replace("$SLEEPER", "$SLEEPER")
        + "\"; ";
  }
}
