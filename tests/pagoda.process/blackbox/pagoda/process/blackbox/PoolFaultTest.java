package pagoda.process.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pagoda.process.blackbox.Served.OPTIONS;
import static pagoda.process.blackbox.Served.code;
import static pagoda.process.blackbox.Served.input;
import static pagoda.process.blackbox.Served.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.process.Program;
import pagoda.process.ProgramCommand;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramLimits;
import pagoda.process.ProgramListener;
import pagoda.process.ProgramOptions;
import pagoda.process.ProgramOrder;
import pagoda.process.ProgramOutcome;
import pagoda.process.ProgramPool;
import pagoda.process.ProgramPoolOptions;
import pagoda.process.RunningProgram;

/** Kept processes that die, hang and grow. */
class PoolFaultTest {
  @TempDir Path folder;
  private Workshop shop;
  private ProgramPool pool;

  @BeforeEach
  void open() throws Exception {
    shop = Workshop.in(folder.resolve("work"));
    pool = pool(OPTIONS, ProgramPoolOptions.defaults().withProcesses(1));
  }

  @AfterEach
  void close() throws Exception {
    pool.close();
    shop.assertSwept();
    shop.close();
  }

  private ProgramPool pool(ProgramOptions options, ProgramPoolOptions bounds) {
    return Served.pool(shop, options, bounds);
  }

  @Test
  void w24_replyAndThenDeath() throws Exception {
    for (int i = 1; i <= 20; i++) {
      assertEquals("1", text(run(code("say(job='', result=1); os._exit(3)"))));
    }
    assertTrue(text(run("2")).contains("\"payload\": 2"));
  }

  @Test
  void w24_deathWithinAJob() throws Exception {
    assertEquals(
        "exit status 3: why",
        Workshop.failure(
            run(code("print('why', file=sys.stderr); sys.stderr.flush(); os._exit(3)"))));
    assertEquals("killed by SIGSEGV", Workshop.failure(run(code("os.kill(os.getpid(), 11)"))));
    assertEquals(
        "exited with 0 without an answer", Workshop.failure(run(code("print('x'); exit(0)"))));
    assertTrue(text(run("2")).contains("\"payload\": 2"));
    assertEquals(4, pool.snapshot().starts());
  }

  @Test
  void w24_hangEndsWithTheTimeLimit() throws Exception {
    try (var hasty =
        pool(
            OPTIONS.withTimeout(Duration.ofMillis(700)),
            ProgramPoolOptions.defaults().withProcesses(1))) {
      ProgramExit exit = hasty.run(input(code("time.sleep(600)")), ProgramListener.NONE);
      assertEquals(
          new ProgramOutcome.Stopped(ProgramOrder.TIMEOUT, "timed out after 700ms"),
          exit.outcome());
      assertEquals(0, hasty.snapshot().idle(), "it is replaced");
    }
  }

  @Test
  void w24_hangAfterTheReplyHoldsTheNextJobUntilItIsStopped() throws Exception {
    assertEquals("1", text(run(code("say(job='', result=1); time.sleep(600)"))));
    ProgramListener impatient =
        new ProgramListener() {
          @Override
          public void started(RunningProgram program) {
            program.stop(ProgramOrder.CANCEL);
          }
        };
    assertInstanceOf(ProgramOutcome.Stopped.class, pool.run(input("1"), impatient).outcome());
    text(run("1"));
    assertEquals(2, pool.snapshot().starts());
  }

  @Test
  void w24_memoryOverTheLimit() throws Exception {
    var limits = ProgramLimits.defaults().withMemory(100 << 20);
    try (var small =
        pool(OPTIONS.withLimits(limits), ProgramPoolOptions.defaults().withProcesses(1))) {
      ProgramExit exit =
          small.run(input(code("x = b'1' * (300 << 20); time.sleep(600)")), ProgramListener.NONE);
      assertTrue(Workshop.failure(exit).startsWith("out of memory: "), exit::toString);
    }
  }

  @Test
  void outputOverTheLimit() throws Exception {
    var limits = ProgramLimits.defaults().withResultBytes(1000);
    try (var small =
        pool(OPTIONS.withLimits(limits), ProgramPoolOptions.defaults().withProcesses(1))) {
      for (String size : List.of("1000", "200000000")) {
        ProgramExit exit =
            small.run(input(code("say(job='', result='x' * " + size + ")")), ProgramListener.NONE);
        assertEquals("output over 1000 B", Workshop.failure(exit));
      }
    }
  }

  @Test
  void programThatCannotServe() throws Exception {
    assertEquals(
        new ProgramOutcome.Failed("exited with 0 without an answer", true),
        runOnce("/usr/bin/true"));
    assertEquals(
        new ProgramOutcome.Failed("exit status 1: SyntaxError: invalid syntax", true).describe(),
        runOnce("/usr/bin/python3", "-I", "-c", "1 +").describe().lines().findFirst().get());
    assertEquals(
        new ProgramOutcome.Unable("cannot start: /no/such/program does not exist"),
        runOnce("/no/such/program"));
  }

  private ProgramOutcome runOnce(String... command) throws InterruptedException {
    try (var none =
        shop.runner.pool(
            Program.of(ProgramCommand.of(command)).withOptions(OPTIONS),
            ProgramPoolOptions.defaults())) {
      return none.run(input("1"), ProgramListener.NONE).outcome();
    }
  }

  private ProgramExit run(String payload) throws InterruptedException {
    return pool.run(input(payload), ProgramListener.NONE);
  }
}
