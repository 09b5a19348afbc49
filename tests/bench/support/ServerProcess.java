package bench.support;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A server in a process of its own, with the collector that the image has. It prints its port.
 *
 * @param process the process
 * @param port where it listens
 */
public record ServerProcess(Process process, int port) implements Closeable {
  /** Starts a class of this class path. */
  public static ServerProcess start(Class<?> main) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new ServerProcess(
        process, Integer.parseInt(process.inputReader(StandardCharsets.US_ASCII).readLine()));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
