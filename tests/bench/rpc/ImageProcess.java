package bench.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process of the image, with a folder of its own; closing it kills the process. */
final class ImageProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on http://127.0.0.1:(\\d+)");
  private static final Pattern HEAP =
      Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"\\} ([0-9.E+]+)");
  private static final long START_NANOS = 60_000_000_000L;
  private static final long PAUSE_NANOS = 10_000_000;

  private final Process process;
  private final Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  private ImageProcess(Process process, Path folder, Path log, boolean linked) throws IOException {
    this.process = process;
    this.folder = folder;
    try {
      port = await(log, linked);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a command, with settings, and waits until it listens, and has its link if it shall.
   *
   * @param javaOptions options of the JVM, beside those of the image
   */
  static ImageProcess start(String javaOptions, boolean linked, String command, String... settings)
      throws IOException {
    Path folder = Files.createTempDirectory("bench-rpc");
    Path log = folder.resolve("log");
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("pagoda.image") + "/bin/pagoda");
    words.addAll(List.of(command, "--set", "data.dir=" + folder));
    Stream.of(settings).forEach(setting -> words.addAll(List.of("--set", setting)));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("PAGODA_JAVA_OPTS", javaOptions);
    return new ImageProcess(builder.start(), folder, log, linked);
  }

  private int await(Path log, boolean linked) throws IOException {
    for (long end = System.nanoTime() + START_NANOS; System.nanoTime() < end; ) {
      String text = Files.readString(log);
      Matcher listening = LISTENING.matcher(text);
      if (listening.find() && (!linked || text.contains("to=UP"))) {
        return Integer.parseInt(listening.group(1));
      }
      Main.check(process.isAlive(), text);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new IllegalStateException("not up:\n" + Files.readString(log));
  }

  int port() {
    return port;
  }

  /** How many bytes of its heap are in use. */
  double heapBytes() throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    String text =
        client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
    Matcher heap = HEAP.matcher(text);
    Main.check(heap.find(), "no heap in the metrics");
    return Double.parseDouble(heap.group(1));
  }

  @Override
  public void close() {
    client.close();
    process.destroyForcibly();
    process.onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
