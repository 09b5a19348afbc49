package pagoda.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One finished run of the program.
 *
 * @param status its exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Program(int status, byte[] out, String err) {
  private static final int SECONDS = 60;

  static Program run(String... arguments) throws Exception {
    return run(Map.of(), arguments);
  }

  static Program run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Image.PAGODA));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      var err = new StringBuilder();
      Thread reader = Thread.ofVirtual().start(() -> read(process, err));
      byte[] out = process.getInputStream().readAllBytes();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + command);
      }
      reader.join();
      return new Program(process.exitValue(), out, err.toString());
    } finally {
      process.destroyForcibly();
    }
  }

  private static void read(Process process, StringBuilder err) {
    try {
      err.append(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      err.append(e);
    }
  }

  String text() {
    return new String(out, StandardCharsets.UTF_8);
  }
}
