package pagoda.operate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import pagoda.testing.Await;

/** The image on one port and one folder, which can be ended and started again. */
final class LocalService implements AutoCloseable {
  private static final int SECONDS = 60;

  private final Path folder;
  private final int port;
  private final List<String> settings;
  private Process process;
  private int starts;

  /** Starts it with these settings, {@code key=value}. */
  LocalService(Path folder, String... settings) throws Exception {
    this.folder = folder;
    port = freePort();
    this.settings = List.of(settings);
    start();
  }

  /** A port that nobody listens on now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  void start() throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Places.IMAGE.resolve("bin/pagoda").toString(), "serve"));
    Stream.concat(
            Stream.of("http.port=" + port, "data.dir=" + folder.resolve("data")), settings.stream())
        .forEach(setting -> command.addAll(List.of("--set", setting)));
    Path output = folder.resolve("service-" + ++starts + ".log");
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Await.until("the service listens", () -> Files.readString(output).contains("listening on"));
  }

  /** SIGTERM, and all that it does before its end. */
  void stop() throws Exception {
    process.toHandle().destroy();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running:\n" + log());
    }
  }

  /** What it has logged since its first start. */
  String log() {
    StringBuilder all = new StringBuilder();
    try {
      for (int i = 1; i <= starts; i++) {
        all.append(Files.readString(folder.resolve("service-" + i + ".log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
