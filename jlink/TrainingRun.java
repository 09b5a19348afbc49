import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Starts the image so that it records an AOT cache, asks for what users ask for, and stops it. */
final class TrainingRun {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final List<String> PATHS =
      List.of(
          "/",
          "/livez",
          "/readyz?verbose",
          "/version",
          "/api/hanoi?n=5",
          "/api/hanoi?n=13",
          "/api/hanoi?n=18",
          "/api/hanoi?n=0",
          "/api/hanoi/state?n=20&move=12345",
          "/api/hanoi/path?from=000&to=222",
          "/queue",
          "/circuit",
          "/status",
          "/metrics",
          "/jobs?limit=5",
          "/nowhere");

  public static void main(String[] args) throws Exception {
    Path image = Path.of(args[0]).toAbsolutePath();
    Path data = Files.createTempDirectory("pagoda-training");
    Process process = start(image, data);
    try {
      String address = address(process.inputReader());
      Thread log = Thread.ofVirtual().start(() -> echo(process.inputReader()));
      for (int round = 0; round < 20; round++) {
        visit(address);
      }
      process.toHandle().destroy(); // SIGTERM: an ordered exit writes the cache
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException("the trained process did not end with 0");
      }
      log.join();
    } finally {
      process.destroyForcibly();
      delete(data);
    }
  }

  private static Process start(Path image, Path data) throws IOException {
    Files.deleteIfExists(image.resolve("lib/pagoda.aot"));
    var builder =
        new ProcessBuilder(
            image.resolve("bin/pagoda").toString(),
            "serve",
            "--set",
            "http.port=0",
            "--set",
            "data.dir=" + data);
    // What the caller's environment says of a service is not about this run.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("PAGODA_") || name.startsWith("RABBITMQ_"));
    builder
        .environment()
        .put("PAGODA_JAVA_OPTS", "-XX:AOTCacheOutput=" + image.resolve("lib/pagoda.aot"));
    return builder.redirectErrorStream(true).start();
  }

  private static String address(BufferedReader log) throws IOException {
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      System.out.println(line);
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return address.group();
      }
    }
    throw new IllegalStateException("the image ended before it listened");
  }

  private static void visit(String address) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      submit(client, address, "{\"complexity\":0,\"emergency\":true}");
      submit(client, address, "{\"type\":\"hanoi\",\"n\":14}");
      for (String path : PATHS) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
        System.out.println(
            path + " " + client.send(request, BodyHandlers.ofByteArray()).statusCode());
      }
    }
  }

  /** A job, to its end: the writer, the workers and the handlers belong to a start, too. */
  private static void submit(HttpClient client, String address, String job)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/jobs"))
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=10")
            .POST(HttpRequest.BodyPublishers.ofString(job))
            .build();
    System.out.println("/jobs " + client.send(request, BodyHandlers.ofString()).statusCode());
  }

  private static void echo(BufferedReader log) {
    log.lines().forEach(System.out::println);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
