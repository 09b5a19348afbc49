package pagoda.process.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.process.Program;
import pagoda.process.ProgramCommand;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramListener;
import pagoda.process.ProgramOptions;
import pagoda.process.ProgramOutcome;

/** What a program gets and how it answers. Numbers are those of the scenarios of the design. */
class ContractTest {
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
  void payloadOnStandardInputAnswerOnStandardOutput() throws Exception {
    ProgramExit exit = shop.run(Workshop.script("cat; cat \"$PAGODA_PAYLOAD\""), "zwölf\n");
    assertEquals("zwölf\nzwölf\n", exit.resultText());
    assertEquals(0, exit.status().orElseThrow());
  }

  @Test
  void w16_resultFileWinsOverStandardOutput() throws Exception {
    assertEquals("file", shop.answer("echo stray; printf file >\"$PAGODA_RESULT\""));
    assertEquals("", shop.answer("echo stray; : >\"$PAGODA_RESULT\""));
  }

  @Test
  void w16_emptyAndBinaryAnswers() throws Exception {
    assertEquals("", shop.answer(":"));
    assertArrayEquals(
        new byte[] {0, (byte) 0xff, (byte) 0xfe, '\n'},
        shop.run("printf '\\000\\377\\376\\n'").result());
  }

  @Test
  void w15_payloadThatNobodyReadsIsNoError() throws Exception {
    byte[] large = new byte[64 << 20];
    ProgramExit exit =
        shop.runner.run(Workshop.script("echo done"), ProgramInput.of(large), ProgramListener.NONE);
    assertEquals("done\n", exit.resultText());
  }

  @Test
  void w15_emptyPayloadAndTwoReads() throws Exception {
    assertEquals("", shop.answer("cat; cat"));
  }

  @Test
  void w9_environmentIsExactlyTheContract() throws Exception {
    Program program =
        Workshop.script("env -0 | tr '\\0' '\\n'")
            .withOptions(ProgramOptions.defaults().withEnvironment(Map.of("MODEL", "/opt/m")));
    ProgramInput input =
        ProgramInput.of(new byte[0])
            .withJob("j1", "resize", 5)
            .withAttempt(2, 3)
            .withContentType("image/png")
            .withTrace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    List<String> lines =
        shop.runner.run(program, input, ProgramListener.NONE).resultText().lines().toList();
    assertTrue(lines.contains("MODEL=/opt/m"), lines::toString);
    assertTrue(lines.contains("PAGODA_ATTEMPT=2"), lines::toString);
    assertTrue(lines.contains("LANG=C.UTF-8"), lines::toString);
    assertTrue(lines.contains("PAGODA_TIMEOUT_S=600"), lines::toString);
    Set<String> names =
        lines.stream()
            .map(line -> line.substring(0, line.indexOf('=')))
            .collect(Collectors.toCollection(TreeSet::new));
    names.removeAll(Set.of("PWD", "OLDPWD", "SHLVL", "_")); // the script's own shell sets them
    assertEquals(
        new TreeSet<>(
            List.of(
                ("PATH HOME TMPDIR LANG TZ MODEL TRACEPARENT PAGODA_JOB PAGODA_TYPE PAGODA_ATTEMPT"
                        + " PAGODA_MAX_ATTEMPTS PAGODA_PRIORITY PAGODA_TIMEOUT_S PAGODA_PAYLOAD"
                        + " PAGODA_RESULT PAGODA_REPORT PAGODA_CHECKPOINT PAGODA_ORDER PAGODA_RUN"
                        + " PAGODA_CONTENT_TYPE")
                    .split(" ", -1))),
        names);
  }

  @Test
  void w9_programInheritsNothingFromThisProcess() throws Exception {
    String text =
        shop.answer(
            "umask; ls /proc/self/fd | tr '\\n' ' '; echo; ulimit -c; cat /proc/self/oom_score_adj;"
                + " grep -E '^Sig(Blk|Ign)' /proc/self/status; nice; pwd; echo $HOME $TMPDIR");
    List<String> lines = text.lines().toList();
    assertEquals("0077", lines.get(0));
    assertEquals("0 1 2 3", lines.get(1).strip()); // 3 is the folder that ls itself reads
    assertEquals(List.of("0", "500"), lines.subList(2, 4));
    assertEquals("SigBlk:\t0000000000000000", lines.get(4));
    long ignored = Long.parseLong(lines.get(5).substring("SigIgn:\t".length()), 16);
    // POSIX: no shell can undo what was ignored before it began (nohup, a shell's background job).
    assertEquals(
        0,
        ignored & ~(ownIgnoredSignals() | 0x1_8000_0000L),
        "ignored but what this process was given so, and the C library's own 32 and 33");
    assertEquals(Math.min(19, ownNiceness() + 10), Integer.parseInt(lines.get(6)));
    assertEquals(lines.get(7) + " " + lines.get(7), lines.get(8));
  }

  private static long ownIgnoredSignals() throws Exception {
    return Files.readString(Path.of("/proc/self/status"))
        .lines()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseLong(line.substring("SigIgn:".length()).strip(), 16))
        .findFirst()
        .orElseThrow();
  }

  private static int ownNiceness() throws Exception {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
  }

  @Test
  void w18_argumentsReachTheProgramAsTheyAre() throws Exception {
    String odd = "\"; rm -rf $HOME `id` $(id) {payload} *\n--help";
    Program program = Program.of(ProgramCommand.of("/usr/bin/printf", "%s", odd));
    ProgramExit exit = shop.run(program, "; touch /tmp/never");
    assertEquals(odd, exit.resultText());
  }

  @Test
  void w18_payloadIsInNoArgumentAndNoVariable() throws Exception {
    Program program = Workshop.script("cat /proc/self/environ /proc/$$/cmdline");
    assertFalse(shop.run(program, "secret-payload").resultText().contains("secret-payload"));
  }

  @Test
  void w23_interpreterPrintsMoreThanAscii() throws Exception {
    Program python =
        Program.of(ProgramCommand.of("/usr/bin/python3", "-I", "-c", "print('Gedächtnis ☃')"));
    ProgramExit exit = shop.run(python, "");
    assertEquals("Gedächtnis ☃\n", exit.resultText(), exit::toString);
  }

  @Test
  void progressLogAndCheckpointReachTheListener() throws Exception {
    List<Object> heard = new ArrayList<>();
    ProgramListener listener =
        new ProgramListener() {
          @Override
          public void progress(double fraction) {
            heard.add(fraction);
          }

          @Override
          public void log(String lines) {
            heard.add(lines);
          }

          @Override
          public void checkpoint(byte[] checkpoint) {
            heard.add(new String(checkpoint, StandardCharsets.UTF_8));
          }
        };
    ProgramExit exit =
        shop.run(
            Workshop.script(
                "printf 'progress 0.25\\nlog half\\nprogress 0.5\\n' >>\"$PAGODA_REPORT\";"
                    + "echo state >c; mv c \"$PAGODA_CHECKPOINT\""),
            "",
            listener);
    assertEquals(List.of(0.5, "half\n", "state\n"), heard);
    assertEquals("half\n", exit.log());
    assertEquals("state\n", new String(exit.checkpoint().orElseThrow(), StandardCharsets.UTF_8));
  }

  @Test
  void w22_checkpointIsThereOnResume() throws Exception {
    ProgramInput input =
        ProgramInput.of(new byte[0]).withCheckpoint("12".getBytes(StandardCharsets.UTF_8));
    ProgramExit exit =
        shop.runner.run(Workshop.script("cat \"$PAGODA_CHECKPOINT\""), input, ProgramListener.NONE);
    assertEquals("12", exit.resultText());
    assertEquals("12", new String(exit.checkpoint().orElseThrow(), StandardCharsets.UTF_8));
  }

  @Test
  void againInTheReportSnoozesWhateverTheExit() throws Exception {
    for (String end : Arrays.asList("exit 0", "exit 1", "exit 77")) {
      ProgramExit exit = shop.run("echo again 30s >>\"$PAGODA_REPORT\"; " + end);
      assertEquals(new ProgramOutcome.Snoozed(Duration.ofSeconds(30)), exit.outcome(), end);
    }
    var tooLong =
        assertInstanceOf(
            ProgramOutcome.Completed.class,
            shop.run("echo again 8d >>\"$PAGODA_REPORT\"").outcome());
    assertEquals("completed", tooLong.describe());
  }

  @Test
  void usageTellsTimeAndProcessorTime() throws Exception {
    ProgramExit exit =
        shop.run("i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; sleep 0.6; echo $i");
    assertEquals("200000\n", exit.resultText());
    assertTrue(exit.usage().cpu().toMillis() >= 10, exit::toString);
    assertTrue(exit.usage().wall().compareTo(exit.usage().cpu()) > 0, exit::toString);
    assertTrue(exit.usage().peakMemoryBytes().orElse(0) > 100_000, exit::toString);
  }
}
