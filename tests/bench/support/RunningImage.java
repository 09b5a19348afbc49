package bench.support;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process of the image, on a port of its own and with a data folder of its own. */
public final class RunningImage implements Closeable {
  /** The image. */
  public static final Path IMAGE = Path.of(System.getProperty("pagoda.image")).toAbsolutePath();

  private static final Pattern LISTENING = Pattern.compile("listening on http://[0-9.]+:(\\d+)");
  private static final Pattern HEAP =
      Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"\\} ([0-9.E+]+)");
  private static final String LINKED = "to=up";
  private static final long START_NANOS = 60_000_000_000L;
  private static final long PAUSE_NANOS = 1_000_000;

  private final Process process;
  private final Path data;
  private final int port;

  private RunningImage(Process process, Path data, Path log, boolean linked) throws IOException {
    this.process = process;
    this.data = data;
    try {
      port = port(process, log, linked);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts {@code serve} and waits until it listens. Its log goes to a file, since whoever read it
   * would take processor time from what is measured.
   *
   * @param javaOptions what is appended to the image's own
   * @param settings such as {@code queue.workers=1}
   */
  public static RunningImage serve(String javaOptions, String... settings) throws IOException {
    return start("serve", "http.port=0", javaOptions, false, settings);
  }

  /** The same, with a setting that names a broker; waits for the link to it, too. */
  public static RunningImage linked(String javaOptions, String... settings) throws IOException {
    return start("serve", "http.port=0", javaOptions, true, settings);
  }

  /** Starts an engine, and waits for its link. */
  public static RunningImage engine(String javaOptions, String... settings) throws IOException {
    return start("engine", "engine.http-port=0", javaOptions, true, settings);
  }

  private static RunningImage start(
      String command, String port, String javaOptions, boolean linked, String... settings)
      throws IOException {
    Path build = Files.createDirectories(Path.of(System.getProperty("pagoda.bench")));
    Path data = Files.createTempDirectory(build, "image");
    List<String> words = new ArrayList<>(List.of(IMAGE.resolve("bin/pagoda").toString(), command));
    words.addAll(List.of("--set", port, "--set", "data.dir=" + data));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    Path log = data.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("PAGODA_JAVA_OPTS", javaOptions);
    return new RunningImage(builder.start(), data, log, linked);
  }

  private static int port(Process process, Path log, boolean linked) throws IOException {
    for (long end = System.nanoTime() + START_NANOS; System.nanoTime() < end; ) {
      String text = Files.readString(log);
      Matcher listening = LISTENING.matcher(text);
      if (listening.find() && (!linked || text.contains(LINKED))) {
        return Integer.parseInt(listening.group(1));
      }
      if (!process.isAlive()) {
        break;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new IllegalStateException("not ready:\n" + Files.readString(log));
  }

  /**
   * Status line, headers and body of a path. Over a plain socket, since a client library would add
   * its own start to the image's.
   */
  public String get(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!answer.startsWith("HTTP/1.1 200")) {
        throw new IOException(path + " is answered " + answer);
      }
      return answer;
    }
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** How many bytes of its heap are in use. */
  public double heapBytes() throws IOException {
    Matcher heap = HEAP.matcher(get("/metrics"));
    if (!heap.find()) {
      throw new IOException("no heap in the metrics");
    }
    return Double.parseDouble(heap.group(1));
  }

  /** A field of its resident memory, such as {@code VmRSS} or {@code VmHWM}, in MiB. */
  public double resident(String field) throws IOException {
    return Memory.resident(process.pid(), field);
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
