package pagoda.process.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.process.Program;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramLimits;
import pagoda.process.ProgramListener;
import pagoda.process.ProgramOptions;
import pagoda.process.ProgramOutcome;

/** Floods, odd files and limits. */
class BoundsTest {
  @TempDir Path folder;
  private Workshop shop;

  @BeforeEach
  void open() throws Exception {
    shop = Workshop.in(folder.resolve("work"));
  }

  @AfterEach
  void close() throws Exception {
    shop.assertSwept();
    shop.close();
  }

  @Test
  void w13_endlessOutputEnds() throws Exception {
    ProgramExit exit = run("exec cat /dev/zero", limits -> limits.withResultBytes(1 << 20));
    assertEquals("output over 1 MiB", Workshop.failure(exit));
  }

  @Test
  void w13_endlessResultFileEnds() throws Exception {
    ProgramExit exit =
        run("exec cat /dev/zero >\"$PAGODA_RESULT\"", limits -> limits.withResultBytes(1 << 20));
    assertEquals("output over 1 MiB", Workshop.failure(exit));
  }

  @Test
  void w16_outputAtTheLimitAndOneOver() throws Exception {
    UnaryOperator<ProgramLimits> kilobyte = limits -> limits.withResultBytes(1024);
    ProgramExit exit = run("head -c 1024 /dev/zero", kilobyte);
    assertEquals(1024, exit.result().length, exit::toString);
    assertEquals("output over 1 KiB", Workshop.failure(run("head -c 1025 /dev/zero", kilobyte)));
    assertEquals(
        "output over 1 KiB",
        Workshop.failure(run("head -c 1025 /dev/zero >\"$PAGODA_RESULT\"", kilobyte)));
  }

  @Test
  void w13_fileOverTheLimit() throws Exception {
    ProgramExit exit = run("exec cat /dev/zero >file", limits -> limits.withFileBytes(1 << 20));
    assertEquals("wrote a file over 1 MiB", Workshop.failure(exit));
  }

  @Test
  void w14_floodOnStandardErrorIsKeptWithinBounds() throws Exception {
    List<Integer> heard = new ArrayList<>();
    ProgramListener listener =
        new ProgramListener() {
          @Override
          public void log(String lines) {
            heard.add(lines.length());
          }
        };
    ProgramExit exit =
        shop.run(
            Workshop.script(
                "head -c 100000000 /dev/zero >&2; yes '\u001b[1m\u00e4' | head -c 100000000 >&2;"
                    + " printf '\\nend \\377' >&2; exit 1"),
            "",
            listener);
    assertEquals("exit status 1: end \ufffd", Workshop.failure(exit));
    assertTrue(exit.log().endsWith("\nend \ufffd\n"), "the end is kept");
    assertTrue(exit.log().contains(" bytes left out …\n"), "it says that some is missing");
    assertTrue(exit.log().getBytes(StandardCharsets.UTF_8).length <= 258 * 1024, "bounded");
    assertTrue(heard.stream().allMatch(length -> length <= 66 * 1024), heard::toString);
  }

  @Test
  void w21_floodedReport() throws Exception {
    List<Double> heard = new ArrayList<>();
    ProgramListener listener =
        new ProgramListener() {
          @Override
          public void progress(double fraction) {
            heard.add(fraction);
          }
        };
    ProgramExit exit =
        shop.run(
            Workshop.script(
                "yes progress 0.5 | head -c 20000000 >>\"$PAGODA_REPORT\";head -c 20000000"
                    + " /dev/zero >>\"$PAGODA_REPORT\";printf '\\nprogress NaN\\nprogress"
                    + " 2\\nprogress\\ngarbage\\nprogress 0.75\\n' >>\"$PAGODA_REPORT\""),
            "",
            listener);
    assertInstanceOf(ProgramOutcome.Completed.class, exit.outcome());
    assertEquals(0.75, heard.getLast());
    assertTrue(exit.log().endsWith("progress NaN\nprogress 2\nprogress\ngarbage\n"), exit.log());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm \"$PAGODA_REPORT\"",
        "rm \"$PAGODA_REPORT\"; ln -s /etc/passwd \"$PAGODA_REPORT\"",
        "rm \"$PAGODA_REPORT\"; mkfifo \"$PAGODA_REPORT\"",
        "rm \"$PAGODA_REPORT\"; mkdir \"$PAGODA_REPORT\"",
        ": >\"$PAGODA_REPORT\""
      })
  void w21_reportThatWasReplacedIsNoError(String script) throws Exception {
    ProgramExit exit =
        shop.run("echo log before >>\"$PAGODA_REPORT\"; sleep 0.4; " + script + "; sleep 0.4");
    assertInstanceOf(ProgramOutcome.Completed.class, exit.outcome());
    assertEquals("before\n", exit.log());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ln -s /etc/passwd \"$PAGODA_RESULT\"",
        "mkfifo \"$PAGODA_RESULT\"",
        "mkdir \"$PAGODA_RESULT\"",
        "ln \"$PAGODA_PAYLOAD\" \"$PAGODA_RESULT\""
      })
  void w16_resultThatIsNoPlainFileFails(String script) throws Exception {
    assertEquals(
        "the result cannot be read: pagoda.result is not a plain file",
        Workshop.failure(shop.run(script)));
  }

  @Test
  void w22_checkpointOverTheLimitIsLoggedAndTheOldOneKept() throws Exception {
    ProgramExit exit =
        run(
            "echo good >c; mv c \"$PAGODA_CHECKPOINT\"; sleep 0.6;"
                + "head -c 2000 /dev/zero >c; mv c \"$PAGODA_CHECKPOINT\"",
            limits -> limits.withCheckpointBytes(1024));
    assertEquals("good\n", new String(exit.checkpoint().orElseThrow(), StandardCharsets.UTF_8));
    assertEquals("checkpoint over 1 KiB: the one before is kept\n", exit.log());
  }

  @Test
  void w12_memoryOverTheLimit() throws Exception {
    ProgramExit exit =
        run(
            "exec python3 -c 'x = b\"1\" * (300 << 20); import time; time.sleep(600)'",
            limits -> limits.withMemory(64 << 20));
    String words = Workshop.failure(exit);
    assertTrue(words.matches("out of memory: [\\d.]+ MiB used, 64 MiB allowed"), words);
    assertTrue(exit.usage().peakMemoryBytes().orElseThrow() > 64 << 20, exit::toString);
  }

  @Test
  void w19_moreProcessesThanAllowed() throws Exception {
    ProgramExit exit =
        run(
            "i=0; while [ $i -lt 20 ]; do sleep 600 & i=$((i+1)); done; wait",
            limits -> limits.withProcesses(10));
    assertTrue(Workshop.failure(exit).startsWith("over 10 processes: it had "), exit::toString);
  }

  private ProgramExit run(String script, UnaryOperator<ProgramLimits> limits) throws Exception {
    Program program = Workshop.script(script);
    ProgramOptions options = program.options();
    return shop.run(program.withOptions(options.withLimits(limits.apply(options.limits()))), "");
  }
}
