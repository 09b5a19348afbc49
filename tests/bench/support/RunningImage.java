package bench.support;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One running image, on a port of its own and with a data folder of its own. */
public final class RunningImage implements Closeable {
  /** The image. */
  public static final Path IMAGE = Path.of(System.getProperty("pagoda.image")).toAbsolutePath();

  private static final Pattern LISTENING = Pattern.compile("listening on http://[0-9.]+:(\\d+)");

  private final Process process;
  private final Path data;
  private final int port;
  private final double firstAnswerMillis;

  private RunningImage(Process process, Path data, int port, double firstAnswerMillis) {
    this.process = process;
    this.data = data;
    this.port = port;
    this.firstAnswerMillis = firstAnswerMillis;
  }

  /**
   * Starts {@code serve}, waits for its first 200, and from then on reads its log into nothing.
   *
   * @param javaOptions what is appended to the image's own
   * @param settings such as {@code queue.workers=1}
   */
  public static RunningImage start(String javaOptions, String... settings) throws IOException {
    Path data = Files.createTempDirectory(build(), "image");
    List<String> command =
        new ArrayList<>(List.of(IMAGE.resolve("bin/pagoda").toString(), "serve"));
    command.addAll(List.of("--set", "http.port=0", "--set", "data.dir=" + data));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PAGODA_JAVA_OPTS", javaOptions);
    long start = System.nanoTime();
    Process process = builder.start();
    BufferedReader log = process.inputReader();
    int port = port(log);
    String first = statusLine(port, "/api/hanoi?n=5");
    double millis = (System.nanoTime() - start) / 1e6;
    if (!first.startsWith("HTTP/1.1 200")) {
      throw new IllegalStateException("answered " + first);
    }
    Thread.ofVirtual().start(() -> log.lines().forEach(line -> {}));
    return new RunningImage(process, data, port, millis);
  }

  private static Path build() throws IOException {
    return Files.createDirectories(Path.of(System.getProperty("pagoda.bench")));
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

  /** Over a plain socket, since a client library would add its own start to the image's. */
  private static String statusLine(int port, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.US_ASCII).lines().findFirst().orElse("nothing");
    }
  }

  /** Its process. */
  public Process process() {
    return process;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** From the start of the process to the end of the first answer, in milliseconds. */
  public double firstAnswerMillis() {
    return firstAnswerMillis;
  }

  /** A field of its resident memory, such as {@code VmRSS} or {@code VmHWM}, in MiB. */
  public long resident(String field) throws IOException {
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
