package pagoda.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pagoda.http.attacks.Target;
import pagoda.http.attacks.Victim;
import pagoda.testing.ChildProcess;

/** The running image as those who attack it see it; its own metrics tell how it is. */
final class ImageVictim implements Victim {
  /** What a service that is well says: lines of the level info. */
  private static final Pattern WELL = Pattern.compile("\\S+Z info [a-z.]+ \\P{Cntrl}+");

  private static final String HOST = "Host: localhost\r\n";
  private static final String ID = "0199f0a0-0000-8000-8000-000000000000";

  private static final List<String> REQUESTS =
      List.of(
          get("/api/hanoi?n=5", ""),
          get("/api/hanoi?n=4&from=2&count=3", "Accept: text/*;q=0.5\r\n"),
          get("/api/hanoi?n=3", "Range: bytes=5-9\r\nIf-Range: \"3\"\r\n"),
          get("/api/hanoi/state?n=3&move=3", ""),
          get("/api/hanoi/path?from=000&to=222", ""),
          post("/jobs", "", "{\"complexity\":0,\"a\":[1,{\"b\":2.5}]}"),
          post("/jobs", "Idempotency-Key: k\r\n", "{\"complexity\":0}"),
          post("/jobs", "Expect: 100-continue\r\n", "{\"type\":\"hanoi\",\"n\":3,\"priority\":9}"),
          "POST /jobs HTTP/1.1\r\n"
              + HOST
              + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "11\r\n{\"complexity\":0}\n\r\n0\r\n\r\n",
          get("/jobs?state=completed&limit=2", ""),
          get("/jobs/" + ID, ""),
          "DELETE /jobs/" + ID + " HTTP/1.1\r\n" + HOST + "\r\n",
          post("/jobs/retry", "", "{\"ids\":[\"" + ID + "\"]}"),
          get("/circuit", ""),
          "POST /circuit/validation/reset HTTP/1.1\r\n" + HOST + "\r\n",
          "GET /queue HTTP/1.0\r\nConnection: keep-alive\r\nAuthorization: Bearer x\r\n\r\n",
          get("/status", "Traceparent: 00-" + "a1".repeat(16) + "-" + "b2".repeat(8) + "-01\r\n"),
          get("/metrics", "Accept: application/openmetrics-text\r\n"),
          get("/readyz?verbose", ""),
          "HEAD /events HTTP/1.1\r\n" + HOST + "Last-Event-ID: 0-1\r\n\r\n",
          get("/", "Accept-Encoding: gzip\r\nIf-None-Match: \"x\"\r\n"),
          get("/scripts/App.js", "Range: bytes=0-9\r\n"),
          "OPTIONS /jobs HTTP/1.1\r\n"
              + HOST
              + "Origin: http://a.b\r\nAccess-Control-Request-Method: PUT\r\n\r\n");

  private static String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\n" + HOST + headers + "\r\n";
  }

  private static String post(String target, String headers, String json) {
    return "POST %s HTTP/1.1\r\n%s%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(target, HOST, headers, json.length(), json);
  }

  private final Service service;

  private ImageVictim(Service service) {
    this.service = service;
  }

  /** Starts the image with jobs that end at once and these settings. */
  static ImageVictim start(String... settings) throws Exception {
    String[] all =
        Stream.concat(
                Stream.of("simulate.failure-rate=0", "queue.job-timeout=1s"),
                Arrays.stream(settings))
            .toArray(String[]::new);
    return new ImageVictim(Service.start(all));
  }

  Service service() {
    return service;
  }

  @Override
  public Target target() {
    return new Target(
        service.port(),
        "/api/hanoi?n=1",
        "[[0,2]]",
        "POST /jobs HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n",
        "{\"complexity\":0}",
        "/api/hanoi?n=30",
        "/events",
        "/api/hanoi?n=7654321",
        "7654321");
  }

  @Override
  public List<String> requests() {
    return REQUESTS;
  }

  @Override
  public long files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + service.pid() + "/fd"))) {
      return files.count();
    }
  }

  @Override
  public long threads() throws IOException {
    return metric("jvm_threads_current");
  }

  @Override
  public long heap() throws IOException {
    ChildProcess.run(Path.of("."), jcmd(), Long.toString(service.pid()), "GC.run");
    return metric("jvm_memory_used_bytes{area=\"heap\"}");
  }

  private static String jcmd() {
    return Path.of(System.getProperty("pagoda.jdk"), "bin", "jcmd").toString();
  }

  @Override
  public long inFlight() throws IOException {
    return metric("pagoda_http_in_flight_requests");
  }

  private long metric(String name) throws IOException {
    String text = target().get("/metrics").text();
    Matcher line =
        Pattern.compile("^" + Pattern.quote(name) + " (\\S+)$", Pattern.MULTILINE).matcher(text);
    if (!line.find()) {
      throw new IOException("no " + name + " in\n" + text);
    }
    return (long) Double.parseDouble(line.group(1));
  }

  /** Lines of its log that are warnings, errors or parts of stack traces, or no lines at all. */
  @Override
  public String complaints() {
    return service
        .log()
        .lines()
        .filter(line -> !WELL.matcher(line).matches())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
