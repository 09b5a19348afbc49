package bench.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One running image. */
final class Pagoda implements AutoCloseable {
  static final Path IMAGE = Path.of(System.getProperty("pagoda.image")).toAbsolutePath();
  private static final Pattern LISTENING = Pattern.compile("listening on http://[0-9.]+:(\\d+)");

  private final Process process;
  private final Path data;
  final int port;
  final double firstAnswerMillis;

  private Pagoda(Process process, Path data, int port, double firstAnswerMillis) {
    this.process = process;
    this.data = data;
    this.port = port;
    this.firstAnswerMillis = firstAnswerMillis;
  }

  /** Starts {@code serve} and waits for its first 200. */
  static Pagoda start(String javaOptions) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("pagoda-bench");
    List<String> command =
        new ArrayList<>(
            List.of(
                IMAGE.resolve("bin/pagoda").toString(),
                "serve",
                "--set",
                "http.port=0",
                "--set",
                "http.access-log=false",
                "--set",
                "data.dir=" + data));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PAGODA_JAVA_OPTS", javaOptions);
    long start = System.nanoTime();
    Process process = builder.start();
    int port = port(process.inputReader());
    Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(line -> {}));
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + port + "/api/hanoi?n=5");
      int status =
          client
              .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
              .statusCode();
      if (status != 200) {
        throw new IllegalStateException("answered " + status);
      }
    }
    return new Pagoda(process, data, port, (System.nanoTime() - start) / 1e6);
  }

  private static int port(BufferedReader log) throws IOException {
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        return Integer.parseInt(listening.group(1));
      }
    }
    throw new IllegalStateException("the image ended before it listened");
  }

  /** Resident memory now and at its highest, in MiB. */
  long resident(String field) throws IOException {
    String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
    Matcher line = Pattern.compile(field + ":\\s+(\\d+) kB").matcher(status);
    return line.find() ? Long.parseLong(line.group(1)) / 1024 : -1;
  }

  @Override
  public void close() throws IOException {
    process.toHandle().destroy();
    process.onExit().join();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
