package pagoda.system;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One finished run of a command on a real terminal.
 *
 * @param status its exit status
 * @param shown all that the terminal was sent, with its line ends
 */
record Terminal(int status, String shown) {
  private static final int MINUTES = 2;
  private static final String SCRIPT =
      Path.of(System.getProperty("pagoda.root"), "tests", "system", "on_terminal.py")
          .toAbsolutePath()
          .toString();

  /** Runs a shell's command line on a terminal with so many columns. */
  static Terminal run(int columns, String commandLine) throws Exception {
    return interrupted(columns, "", commandLine);
  }

  /** The same, and types Ctrl-C once the terminal shows a text. */
  static Terminal interrupted(int columns, String text, String commandLine) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("python3", SCRIPT, Integer.toString(columns), text));
    command.addAll(List.of("env", "--default-signal=INT", "sh", "-c", commandLine));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError("still running: " + commandLine);
      }
      return new Terminal(process.exitValue(), shown);
    } finally {
      process.destroyForcibly();
    }
  }
}
