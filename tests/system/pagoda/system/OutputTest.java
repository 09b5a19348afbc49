package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output whose reader has gone, or whose disk is full. */
class OutputTest {
  @ParameterizedTest
  @ValueSource(strings = {"solve 25", "solve 25 --format binary"})
  void l02_aReaderThatHasGoneEndsTheProgramQuietly(String words) throws Exception {
    Run run = shell("{ PAGODA " + words + "; echo status $? >&2; } | head -c 20 >/dev/null");
    assertEquals("status 141\n", run.err());
  }

  /** The pipe's other end is closed before the program begins: even a short text cannot be told. */
  @ParameterizedTest
  @ValueSource(strings = {"check", "--help", "help solve", "--version", "completion bash"})
  void l02_soDoesOneThatWasNeverThere(String words) throws Exception {
    Run run =
        shell(
            "mkfifo \"$0.fifo\"; exec 3<>\"$0.fifo\"; exec 4>\"$0.fifo\"; exec 3<&-;"
                + " rm \"$0.fifo\"; PAGODA "
                + words
                + " >&4; echo status $? >&2");
    assertEquals("status 141\n", run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "solve 25",
        "solve 3",
        "check",
        "--help",
        "help",
        "--version",
        "completion bash",
        "token me read"
      })
  void l02_aFullDiskIsOneLineAndOne(String words) throws Exception {
    Run run = shell("PAGODA " + words + " >/dev/full; echo status $? >&2");
    String told = run.err().lines().filter(l -> !l.startsWith("token, ")).toList().toString();
    assertTrue(told.startsWith("[pagoda: standard output: "), run.err());
    assertTrue(told.endsWith(", status 1]"), run.err());
    assertEquals(2, told.split(", ").length, run.err());
  }

  private record Run(int status, String err) {}

  private static Run shell(String line) throws Exception {
    Path name = Files.createTempFile("pagoda-output", "");
    Process process =
        new ProcessBuilder("bash", "-c", line.replace("PAGODA", Image.PAGODA), name.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(1, TimeUnit.MINUTES), "still running: " + line);
      return new Run(process.exitValue(), err);
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(name);
    }
  }
}
