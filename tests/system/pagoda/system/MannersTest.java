package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** h06 to h09: how the endpoints take what is unusual. */
class MannersTest {
  private static final String[] JSON = {"Content-Type", "application/json"};

  private static Service service;

  @BeforeAll
  static void start() throws Exception {
    service = Service.start("simulate.failure-rate=0", "hanoi.max-discs=20");
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  /** Each would be answered with the whole, which is beyond every limit. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-1 | \"old\"",
        "bytes=0-1 | W/\"old\"",
        "bytes=0-1 | Sat, 21 Nov 2026 09:30:00 GMT",
        "bytes=0-1 | *x",
        "bytes=0-1,4-5 |",
        "bytes=5-2 |",
        "bytes=0- |",
        "bytes=1- |",
        "bytes=-99999999999999999999 |",
        "bytes=0-99999999999 |",
        "lines=0-1 |",
        "bytes |",
        "x |",
      })
  void h06WhatWouldBeTheWholeAnswerIsRefused(String range, String ifRange) throws Exception {
    String[] headers =
        ifRange == null
            ? new String[] {"Range", range}
            : new String[] {"Range", range, "If-Range", ifRange};
    for (String n : List.of("31", "60")) {
      HttpResponse<String> answer =
          range.equals("bytes=0-99999999999") && n.equals("31")
              ? service.get("/api/hanoi?n=60", headers)
              : service.get("/api/hanoi?n=" + n, headers);
      assertEquals(400, answer.statusCode(), answer::body);
      assertTrue(answer.body().contains("Value for n too large: "), answer::body);
    }
    assertEquals(400, service.send("HEAD", "/api/hanoi?n=60", "", headers).statusCode());
  }

  @Test
  void h06APartIsServedWhenTheTagStillHolds() throws Exception {
    HttpResponse<String> part = service.get("/api/hanoi?n=60", "Range", "bytes=1-6");
    assertEquals(206, part.statusCode());
    String tag = part.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again =
        service.get("/api/hanoi?n=60", "Range", "bytes=1-6", "If-Range", tag);
    assertEquals(206, again.statusCode());
    assertEquals(part.body(), again.body());
    assertEquals(
        416,
        service.get("/api/hanoi?n=60", "Range", "bytes=9" + "0".repeat(30) + "-").statusCode());
    assertEquals(
        200,
        service
            .get("/api/hanoi?n=60&count=2", "Range", "bytes=1-6", "If-Range", "\"old\"")
            .statusCode());
  }

  @Test
  void h06TheLimitOfTheWholeStaysWhateverIsAsked() throws Exception {
    assertEquals(400, service.get("/api/hanoi?n=21").statusCode());
    assertEquals(400, service.get("/api/hanoi?n=21", "Range", "bytes=0-").statusCode());
    assertEquals(206, service.get("/api/hanoi?n=21", "Range", "bytes=0-9").statusCode());
    assertEquals(200, service.get("/api/hanoi?n=3", "Range", "bytes=0-1,2-3").statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.5", "-1", "+1", "", "x", "1s", "0x1", "\u0661", "\"", "1e3", " ", "1 2", "1,5"})
  void h07APreferenceThatMeansNothingIsIgnored(String wait) throws Exception {
    String[] headers = {JSON[0], JSON[1], "Prefer", "wait=" + wait};
    if (wait.chars().allMatch(c -> c < 0x7f)) {
      HttpResponse<String> answer = service.send("POST", "/jobs", "{\"complexity\":0}", headers);
      assertEquals(200, answer.statusCode(), answer::body);
      boolean one = wait.equals("1,5");
      assertEquals(one, answer.headers().firstValue("Preference-Applied").isPresent());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "00", "55", "3600", "99999999999999999999999999"})
  void h07ALongWaitIsShortened(String wait) throws Exception {
    String[] headers = {JSON[0], JSON[1], "Prefer", "respond-async, wait=" + wait};
    HttpResponse<String> answer = service.send("POST", "/jobs", "{\"complexity\":0}", headers);
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals(
        "wait=" + (wait.startsWith("0") ? "0" : "55"),
        answer.headers().firstValue("Preference-Applied").orElse(""));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /jobs?stat=failed, state",
    "GET, /jobs?typ=x, type",
    "GET, /api/hanoi?n=3&cont=2, count",
    "GET, /api/hanoi?N=3, n",
    "GET, /api/hanoi/state?n=3&mov=1, move",
    "GET, /api/hanoi/path?form=0&to=1, from",
    "GET, /readyz?verbos, verbose",
    "GET, /livez?v, verbose",
    "POST, /types/simulate/jobs?prio=3, priority",
  })
  void h09AnUnknownParameterIsRefusedWithTheNearestName(String method, String path, String nearest)
      throws Exception {
    HttpResponse<String> answer = service.send(method, path, "", JSON);
    assertEquals(400, answer.statusCode(), answer::body);
    assertTrue(answer.body().contains("; the nearest is " + nearest + ";"), answer::body);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /jobs/x",
    "GET, /jobs/x/result",
    "DELETE, /jobs/x",
    "POST, /jobs/x/retry",
    "GET, /jobs/x/events",
    "GET, /events",
    "GET, /queue",
    "POST, /queue/pause",
    "POST, /queue/resume",
    "GET, /circuit",
    "POST, /circuit/validation/reset",
    "GET, /status",
    "GET, /metrics",
    "GET, /version",
    "GET, /types",
    "GET, /backup",
    "POST, /jobs",
    "POST, /jobs/cancel",
    "POST, /jobs/retry"
  })
  void h09WhereThereAreNoParametersEachIsRefused(String method, String path) throws Exception {
    HttpResponse<String> answer = service.send(method, path + "?unheard=of", "{}", JSON);
    assertEquals(400, answer.statusCode(), answer::body);
    assertTrue(answer.body().contains("Unknown parameter unheard;"), answer::body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jobs?_=1", "/api/hanoi?n=3&_x=1", "/queue?_", "/status?_=%20", "/readyz?_&verbose",
        "/metrics?_t=1", "/version?_", "/types?_a=1&_b=2", "/api/hanoi/path?from=0&to=1&_", "/?x=1"
      })
  void h09ParametersThatBeginWithAnUnderscoreAreIgnored(String path) throws Exception {
    assertEquals(200, service.get(path).statusCode());
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static HttpResponse<String> post(byte[] body, String... headers) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.url("/jobs")))
            .headers(headers)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void h08APackedJobIsTakenAsItIsUnpacked() throws Exception {
    String[] packed = {JSON[0], JSON[1], "Content-Encoding", "gzip"};
    String job = "{\"complexity\":0,\"for\":\"Zo\u00eb\"}";
    HttpResponse<String> answer = post(gzip(job), packed);
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals(Json.parse(job), Json.parse(answer.body()).path("payload"));
    String large = "{\"complexity\":0,\"x\":\"" + "x".repeat(2 << 20) + "\"}";
    assertEquals(413, post(gzip(large), packed).statusCode());
    HttpResponse<String> other = post(gzip(job), JSON[0], JSON[1], "Content-Encoding", "br");
    assertEquals(415, other.statusCode());
    assertTrue(other.headers().firstValue("Accept-Encoding").orElse("").contains("gzip"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/jsonl",
        "application/x-ndjson",
        "application/ndjson",
        "Application/JSONL; charset=utf-8"
      })
  void h11LinesAreTakenUnderEachOfTheirNames(String type) throws Exception {
    byte[] lines = "{\"complexity\":0}\n{\"complexity\":0}\n".getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> answer = post(lines, "Content-Type", type);
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals(2, answer.body().lines().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/status", "/jobs"})
  void h11DocumentsArePackedWhenAsked(String path) throws Exception {
    for (int i = 0; i < 5; i++) {
      assertEquals(200, service.send("POST", "/jobs", "{\"complexity\":0}", JSON).statusCode());
    }
    HttpResponse<byte[]> answer = service.bytes(path, "Accept-Encoding", "gzip");
    assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElse("none"));
    assertTrue(answer.headers().allValues("Vary").toString().contains("Accept-Encoding"));
    try (var in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertTrue(in.readAllBytes().length > answer.body().length);
    }
    assertEquals("none", service.get(path).headers().firstValue("Content-Encoding").orElse("none"));
  }

  @Test
  void h05ATrailerIsTakenAndIgnored() throws Exception {
    try (Socket socket = service.socket()) {
      String request =
          "POST /jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\n\r\nf\r\n{\"complexity\":0\r\n"
              + "1\r\n}\r\n0\r\nX-Checksum: abc\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      assertTrue(answer.contains("\"payload\":{\"complexity\":0}"), answer);
    }
  }

  @Test
  void h10AnEmptyPageIsTheLastOneOrSaysHowFarItLooked() throws Exception {
    String lines = "{\"complexity\":0,\"run_at\":\"2999-01-01T00:00:00Z\"}\n".repeat(10_000);
    for (int i = 0; i < 2; i++) {
      byte[] body = lines.getBytes(StandardCharsets.UTF_8);
      assertEquals(200, post(body, "Content-Type", "application/x-ndjson").statusCode());
    }
    for (String filter : List.of("type=nope", "type=hanoi&state=scheduled", "state=failed")) {
      String after = "";
      JsonNode page;
      do {
        page = Json.parse(service.get("/jobs?" + filter + after).body());
        assertEquals(0, page.path("jobs").size(), page::toString);
        after = "&after=" + page.path("next").asString("");
        assertEquals(page.path("next").isNull(), !page.has("looked_back_to"), page::toString);
      } while (!page.path("next").isNull());
    }
  }

  @Test
  void h09NothingWasDoneByARefusedRequest() throws Exception {
    assertEquals(400, service.send("POST", "/queue/pause?x", "").statusCode());
    assertFalse(service.get("/queue").body().contains("\"paused\":true"));
  }
}
