package pagoda.process.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramListener;
import pagoda.process.ProgramOptions;
import pagoda.process.ProgramOrder;
import pagoda.process.ProgramOutcome;
import pagoda.process.RunningProgram;

/** Orders, graces and time limits. */
class StopTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir Path folder;
  private Path ready;
  private Workshop shop;

  @BeforeEach
  void open() throws Exception {
    ready = folder.resolve("ready");
    shop = Workshop.in(folder.resolve("work"));
  }

  @AfterEach
  void close() throws Exception {
    shop.assertSwept();
    shop.close();
  }

  @ParameterizedTest
  @EnumSource(ProgramOrder.class)
  void programReadsTheOrderOnSigterm(ProgramOrder order) throws Exception {
    Path seen = folder.resolve("seen");
    ProgramExit exit =
        stop(order, LONG, "trap 'cat \"$PAGODA_ORDER\" >" + seen + "; exit 75' TERM; ");
    assertEquals(order.text(), Files.readString(seen).strip());
    ProgramOutcome expected =
        switch (order) {
          case YIELD, SHUTDOWN -> new ProgramOutcome.GaveBack(order);
          case CANCEL -> new ProgramOutcome.Stopped(order, "cancelled");
          case TIMEOUT -> new ProgramOutcome.Stopped(order, "timed out after 5m");
        };
    assertSame(expected, exit.outcome());
  }

  @ParameterizedTest
  @EnumSource(ProgramOrder.class)
  void w20_workThatIsDoneAfterTheOrderCounts(ProgramOrder order) throws Exception {
    ProgramExit exit = stop(order, LONG, "trap 'printf done; exit 0' TERM; ");
    assertEquals("done", exit.resultText());
    assertInstanceOf(ProgramOutcome.Completed.class, exit.outcome());
  }

  @Test
  void programWithoutAHandlerEndsBySigterm() throws Exception {
    assertEquals(
        new ProgramOutcome.GaveBack(ProgramOrder.YIELD),
        stop(ProgramOrder.YIELD, LONG, "").outcome());
    assertEquals(
        new ProgramOutcome.GaveBack(ProgramOrder.SHUTDOWN),
        stop(ProgramOrder.SHUTDOWN, LONG, "").outcome());
  }

  @Test
  void failureAfterYieldIsAFailureAndAfterShutdownIsNone() throws Exception {
    assertSame(
        new ProgramOutcome.Failed("exit status 3", true),
        stop(ProgramOrder.YIELD, LONG, "trap 'exit 3' TERM; ").outcome());
    assertEquals(
        new ProgramOutcome.GaveBack(ProgramOrder.SHUTDOWN),
        stop(ProgramOrder.SHUTDOWN, LONG, "trap 'exit 3' TERM; ").outcome());
  }

  @Test
  void w6_programThatIgnoresSigtermIsKilledAfterTheGrace() throws Exception {
    ProgramExit exit = stop(ProgramOrder.CANCEL, SHORT, "trap '' TERM; ");
    assertEquals(new ProgramOutcome.Stopped(ProgramOrder.CANCEL, "cancelled"), exit.outcome());
  }

  @Test
  void w6_programThatIgnoresItsYieldWorksOn() throws Exception {
    CompletableFuture<ProgramExit> exit = new CompletableFuture<>();
    RunningProgram program = start("trap : TERM; ", SHORT, exit);
    program.stop(ProgramOrder.YIELD);
    assertEquals(Optional.of(ProgramOrder.YIELD), program.order());
    assertFalse(exit.isDone());
    program.stop(ProgramOrder.SHUTDOWN);
    assertEquals(new ProgramOutcome.GaveBack(ProgramOrder.SHUTDOWN), exit.get().outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill -STOP $$; ", "kill -STOP 0; "})
  void w6_stoppedProgramEnds(String stopping) throws Exception {
    CompletableFuture<ProgramExit> exit = new CompletableFuture<>();
    RunningProgram program = start("", SHORT, exit, stopping);
    program.stop(ProgramOrder.CANCEL);
    assertEquals(
        new ProgramOutcome.Stopped(ProgramOrder.CANCEL, "cancelled"), exit.get().outcome());
  }

  @Test
  void timeLimit() throws Exception {
    ProgramOptions options = ProgramOptions.defaults().withTimeout(SHORT);
    ProgramExit exit =
        shop.run(Workshop.script("echo slow >&2; exec sleep 600").withOptions(options), "");
    assertEquals(
        new ProgramOutcome.Stopped(ProgramOrder.TIMEOUT, "timed out after 200ms: slow"),
        exit.outcome());
  }

  @Test
  void w6_timeLimitOfAProgramThatIgnoresSigterm() throws Exception {
    ProgramOptions options = ProgramOptions.defaults().withTimeout(SHORT).withGrace(SHORT);
    ProgramExit exit =
        shop.run(
            Workshop.script("trap '' TERM; while :; do sleep 1; done").withOptions(options), "");
    assertEquals(
        new ProgramOutcome.Stopped(ProgramOrder.TIMEOUT, "timed out after 200ms"), exit.outcome());
  }

  @Test
  void laterAndStrongerOrderIsHeard() throws Exception {
    CompletableFuture<ProgramExit> exit = new CompletableFuture<>();
    Path seen = folder.resolve("seen");
    RunningProgram program =
        start("trap 'cat \"$PAGODA_ORDER\" >>" + seen + "' TERM; ", LONG, exit);
    program.stop(ProgramOrder.YIELD);
    Workshop.awaitLine(seen);
    program.stop(ProgramOrder.YIELD);
    program.stop(ProgramOrder.CANCEL);
    program.stop(ProgramOrder.SHUTDOWN); // weaker: not heard
    pagoda.testing.Await.until("two orders", () -> Files.readAllLines(seen).size() == 2);
    program.kill();
    assertEquals(
        new ProgramOutcome.Stopped(ProgramOrder.CANCEL, "cancelled"), exit.get().outcome());
    assertEquals("yield\ncancel\n", Files.readString(seen));
    program.stop(ProgramOrder.CANCEL); // harmless
  }

  @Test
  void cancelBeforeTheProgramHasDoneAnything() throws Exception {
    for (int i = 0; i < 20; i++) {
      ProgramExit exit =
          shop.run(
              Workshop.script("sleep 600"),
              "",
              new ProgramListener() {
                @Override
                public void started(RunningProgram program) {
                  program.stop(ProgramOrder.CANCEL);
                }
              });
      assertEquals(new ProgramOutcome.Stopped(ProgramOrder.CANCEL, "cancelled"), exit.outcome());
    }
  }

  @Test
  void interruptCancelsAndComesOutWhenNothingIsLeft() throws Exception {
    Path pid = folder.resolve("pid");
    CompletableFuture<Boolean> left = new CompletableFuture<>();
    Thread runner =
        Thread.ofVirtual()
            .start(() -> {
              assertThrows(
                  InterruptedException.class,
                  () -> shop.run("echo $$ >" + pid + "; sleep 600 & wait"));
              left.complete(Workshop.runs(pid));
            });
    Workshop.awaitLine(pid);
    runner.interrupt();
    assertFalse(left.get());
  }

  @Test
  void whatTheListenerThrowsKillsTheProgramAndComesOut() throws Exception {
    Path pid = folder.resolve("pid");
    ProgramListener listener =
        new ProgramListener() {
          @Override
          public void log(String lines) {
            throw new IllegalStateException("listener");
          }
        };
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                shop.run(
                    Workshop.script("echo $$ >" + pid + "; echo x >&2; sleep 600"), "", listener));
    assertEquals("listener", thrown.getMessage());
    assertFalse(Workshop.runs(pid));
  }

  @Test
  void closeKillsWhatRuns() throws Exception {
    CompletableFuture<ProgramExit> exit = new CompletableFuture<>();
    start("", LONG, exit);
    assertEquals(1, shop.runner.snapshot().running());
    shop.runner.close();
    assertEquals(new ProgramOutcome.Failed("killed", true), exit.get().outcome());
    assertEquals(0, shop.runner.snapshot().running());
  }

  /** Equal but for what the script's own shell says of the sleep that ended with it. */
  private static void assertSame(ProgramOutcome expected, ProgramOutcome seen) {
    assertEquals(expected.toString(), seen.toString().replace(": Terminated", ""));
  }

  private ProgramExit stop(ProgramOrder order, Duration grace, String script) throws Exception {
    CompletableFuture<ProgramExit> exit = new CompletableFuture<>();
    start(script, grace, exit).stop(order);
    return exit.get();
  }

  private RunningProgram start(String script, Duration grace, CompletableFuture<ProgramExit> exit)
      throws Exception {
    return start(script, grace, exit, "");
  }

  /** Starts a script that then does {@code last} and sleeps in small pieces, so that traps run. */
  private RunningProgram start(
      String script, Duration grace, CompletableFuture<ProgramExit> exit, String last)
      throws Exception {
    Files.deleteIfExists(ready);
    CompletableFuture<RunningProgram> started = new CompletableFuture<>();
    var program =
        Workshop.script(script + "echo >" + ready + "; " + last + "while :; do sleep 0.05; done")
            .withOptions(ProgramOptions.defaults().withTimeout(LONG).withGrace(grace));
    ProgramListener listener =
        new ProgramListener() {
          @Override
          public void started(RunningProgram running) {
            assertTrue(started.complete(running));
          }
        };
    Thread.ofVirtual()
        .start(() -> {
          try {
            exit.complete(shop.run(program, "", listener));
          } catch (Throwable e) {
            exit.completeExceptionally(e);
          }
        });
    Workshop.awaitLine(ready);
    return started.get();
  }
}
