package pagoda.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command to its end, within two minutes of {@link MachineTime}, and never leaves its
 * process behind.
 */
public final class ChildProcess {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private ChildProcess() {}

  /** What the command printed on both streams; fails with it unless its exit status is 0. */
  public static String run(Path folder, String... command) {
    Process process = start(folder, command);
    try (var output = process.getInputStream()) {
      process.getOutputStream().close();
      Thread guard = Thread.ofVirtual().start(() -> kill(process));
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      guard.interrupt();
      if (status != 0) {
        throw new AssertionError("status " + status + " of " + List.of(command) + ":\n" + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while running " + List.of(command), e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Path folder, String... command) {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void kill(Process process) {
    MachineTime time = new MachineTime();
    try {
      while (!process.waitFor(1, TimeUnit.SECONDS)) {
        if (time.isPast(LIMIT)) {
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the process ended in time
    }
  }
}
