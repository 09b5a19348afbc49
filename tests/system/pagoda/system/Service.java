package pagoda.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A running image on a free port, with a folder of its own; closing it kills the process. */
final class Service implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://([0-9.]+):(\\d+)");
  private static final int SECONDS = 60;

  private final Process process;
  private final Path data;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Thread reader;
  private final HttpClient client = HttpClient.newHttpClient();

  private Service(Process process, Path data) {
    this.process = process;
    this.data = data;
    reader = Thread.ofVirtual().start(() -> read(process.inputReader()));
  }

  /** Starts {@code serve} with these settings, {@code key=value}, and waits until it listens. */
  static Service start(String... settings) throws Exception {
    Path data = Files.createTempDirectory("pagoda-system");
    // A shell's background job ignores SIGINT, and so would the service started below it.
    List<String> command =
        new ArrayList<>(List.of("env", "--default-signal=INT", Image.PAGODA, "serve"));
    Stream.concat(Stream.of("http.port=0", "data.dir=" + data), Stream.of(settings))
        .forEach(setting -> command.addAll(List.of("--set", setting)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Service service = new Service(process, data);
    try {
      service.port.get(SECONDS, TimeUnit.SECONDS);
      return service;
    } catch (Exception e) {
      service.close();
      throw new AssertionError("the service did not start:\n" + service.log(), e);
    }
  }

  private void read(BufferedReader lines) {
    lines
        .lines()
        .forEach(line -> {
          log.add(line);
          Matcher address = ADDRESS.matcher(line);
          if (address.find()) {
            port.complete(Integer.valueOf(address.group(2)));
          }
        });
    port.completeExceptionally(new IllegalStateException("it ended"));
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  int port() {
    return port.join();
  }

  long pid() {
    return process.pid();
  }

  /** What it has logged so far. */
  String log() {
    return String.join("\n", List.of(log.toArray(new String[0])));
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return client.send(request(path, headers).build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String path, String... headers) throws Exception {
    return client.send(request(path, headers).build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.BodyPublisher publisher =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    return client.send(
        request(path, headers).method(method, publisher).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** A socket to the service, to speak HTTP by hand. */
  Socket socket() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS));
    return socket;
  }

  void signal(String name) {
    pagoda.testing.ChildProcess.run(Path.of("."), "kill", "-" + name, Long.toString(pid()));
  }

  /** Waits for the end of the process and returns its status. */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running:\n" + log());
    }
    reader.join();
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    client.close();
    process.destroyForcibly();
    process.onExit().join();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
