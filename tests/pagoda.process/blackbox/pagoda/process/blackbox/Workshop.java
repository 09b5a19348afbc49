package pagoda.process.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import pagoda.process.Program;
import pagoda.process.ProgramCommand;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramListener;
import pagoda.process.ProgramOptions;
import pagoda.process.ProgramOutcome;
import pagoda.process.ProgramRunner;
import pagoda.process.ProgramRunnerOptions;
import pagoda.testing.Await;

/** A runner in a folder of its own, and shell scripts to run in it. */
final class Workshop implements AutoCloseable {
  private final Path folder;
  final ProgramRunner runner;

  private Workshop(Path folder, ProgramRunner runner) {
    this.folder = folder;
    this.runner = runner;
  }

  static Workshop in(Path folder) throws IOException {
    return new Workshop(folder, ProgramRunner.open(ProgramRunnerOptions.defaults(folder)));
  }

  /** A program that is this shell script, patient with tests on a busy machine. */
  static Program script(String script) {
    return Program.of(ProgramCommand.of("/bin/sh", "-c", script))
        .withOptions(ProgramOptions.defaults().withTimeout(Duration.ofMinutes(5)));
  }

  ProgramExit run(String script) throws InterruptedException {
    return run(script(script), "");
  }

  ProgramExit run(Program program, String payload) throws InterruptedException {
    return run(program, payload, ProgramListener.NONE);
  }

  ProgramExit run(Program program, String payload, ProgramListener listener)
      throws InterruptedException {
    ProgramInput input = ProgramInput.of(payload.getBytes(StandardCharsets.UTF_8));
    return runner.run(program, input, listener);
  }

  /** The program must complete; what it answered. */
  String answer(String script) throws InterruptedException {
    ProgramExit exit = run(script);
    assertInstanceOf(ProgramOutcome.Completed.class, exit.outcome(), exit::toString);
    return exit.resultText();
  }

  /** The program must fail; the reason's first line. */
  static String failure(ProgramExit exit) {
    var failed = assertInstanceOf(ProgramOutcome.Failed.class, exit.outcome(), exit::toString);
    return failed.error().lines().findFirst().orElse("");
  }

  /** Nothing is left in the folder of work but the lock. */
  void assertSwept() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("lock")), left.toList());
    }
  }

  /** Awaits a file that a script makes, and gives its first line. */
  static String awaitLine(Path file) throws Exception {
    Await.until(
        file + " has a line", () -> Files.exists(file) && Files.readString(file).contains("\n"));
    return Files.readAllLines(file).getFirst();
  }

  /** Whether a process runs; one that is dead and not waited for does not. */
  static boolean runs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
    } catch (IOException e) {
      return false;
    }
  }

  static boolean runs(Path pidFile) {
    try {
      return runs(Long.parseLong(Files.readString(pidFile).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    runner.close();
  }
}
