package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** q09, h11: whatever text a caller sends comes back shortened, in JSON, and is no fault here. */
class CallersTextTest {
  private static final String[] JSON = {"Content-Type", "application/json"};
  private static final String[] LINES = {"Content-Type", "application/x-ndjson"};
  private static final int LONGEST_ANSWER = 1000;

  private static Service service;

  @BeforeAll
  static void start() throws Exception {
    service = Service.start("simulate.failure-rate=0");
  }

  @AfterAll
  static void stop() throws Exception {
    assertFalse(service.log().contains("request failed"), service::log);
    service.close();
  }

  /**
   * As JSON writes them: what no UTF-8 can hold, no eye can see, no line should hold, or nobody
   * reads.
   */
  static List<String> texts() {
    return List.of(
        "\\ud800",
        "\\udc00x",
        "x\\ud83d",
        "\\u0000",
        "a\\r\\nb: c",
        "\\u001b[2J",
        "\\u202Eevil",
        "\\uFFFE",
        "a b",
        "ä",
        "\\\"<script>",
        "%s%n{0}",
        "x".repeat(400_000));
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertEquals(400, answer.statusCode(), answer::body);
    assertClear(answer.body());
  }

  private static void assertClear(String problem) {
    assertTrue(problem.length() < LONGEST_ANSWER, () -> problem.length() + " characters");
    assertEquals("BAD_REQUEST", Json.parse(problem).path("code").stringValue());
    assertTrue(
        Json.parse(problem).path("error").stringValue().chars().allMatch(c -> c >= ' '), problem);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void q09NoMemberOfAJobMakesTheServiceFail(String text) throws Exception {
    for (String member : List.of("type", "priority", "run_at", "emergency", "max_attempts")) {
      String job = "{\"%s\":\"%s\"}".formatted(member, text);
      assertRefused(service.send("POST", "/jobs", job, JSON));
      HttpResponse<String> lines = service.send("POST", "/jobs", job, LINES);
      assertEquals(200, lines.statusCode());
      assertClear(lines.body());
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void q09NoKeyOfAnObjectMakesTheServiceFail(String text) throws Exception {
    String twice = "{\"%s\":1,\"%s\":2}".formatted(text, text);
    assertRefused(service.send("POST", "/jobs", twice, JSON));
    assertRefused(service.send("POST", "/jobs/retry", "{\"%s\":[]}".formatted(text), JSON));
    assertRefused(service.send("POST", "/jobs/retry", "{\"ids\":\"%s\"}".formatted(text), JSON));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void h11AnIdInBulkIsShortened(String text) throws Exception {
    for (String action : List.of("cancel", "retry")) {
      HttpResponse<String> answer =
          service.send("POST", "/jobs/" + action, "{\"ids\":[\"%s\"]}".formatted(text), JSON);
      assertEquals(200, answer.statusCode(), answer::body);
      assertTrue(answer.body().length() < LONGEST_ANSWER, () -> answer.body().length() + "");
      JsonNode result = Json.parse(answer.body()).path("results").path(0);
      assertEquals(404, result.path("problem").path("status").intValue(), answer::body);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\r\nb", "\u202Eevil", "\u0085", "ä", "<script>", "a b", ""})
  void q09NoParameterMakesTheServiceFail(String text) throws Exception {
    for (String value : List.of(text, text + "x".repeat(3000))) {
      String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
      for (String query :
          List.of(
              "/jobs?state=",
              "/jobs?limit=",
              "/jobs?after=",
              "/readyz?verbose=x",
              "/api/hanoi?n=",
              "/api/hanoi?n=3&from=",
              "/api/hanoi?n=3&count=",
              "/api/hanoi/state?n=3&move=",
              "/api/hanoi/path?to=0&from=")) {
        assertRefused(service.get(query + encoded));
      }
      for (String parameter : List.of("priority", "emergency", "run_at", "max_attempts")) {
        if (!(value.isEmpty() && parameter.equals("emergency"))) {
          String path = "/types/simulate/jobs?" + parameter + "=" + encoded;
          assertRefused(service.send("POST", path, "{}", JSON));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%ff", "%C2%85", "%E2%80%AEevil", "%C3%A4", "%3Cscript%3E", "a%20b"})
  void q09NoPathMakesTheServiceFail(String segment) throws Exception {
    for (String text : List.of(segment, segment + "x".repeat(3000))) {
      for (String path : List.of("/jobs/%s", "/jobs/%s/result", "/jobs/%s/events", "/%s")) {
        HttpResponse<String> answer = service.get(path.replace("%s", text));
        assertTrue(answer.statusCode() / 100 == 4, () -> answer.statusCode() + path);
        assertTrue(answer.body().length() < LONGEST_ANSWER, answer::body);
      }
      assertRefused(service.send("POST", "/types/" + text + "/jobs", "{}", JSON));
      int status = service.send("POST", "/circuit/" + text + "/reset", "").statusCode();
      assertTrue(status == 400 || status == 404, () -> status + " " + text);
    }
  }

  @Test
  void q09NoIdempotencyKeyMakesTheServiceFail() throws Exception {
    for (String key : List.of("", "x".repeat(256), "x".repeat(10_000))) {
      String[] headers = {JSON[0], JSON[1], "Idempotency-Key", key};
      assertRefused(service.send("POST", "/jobs", "{\"complexity\":0}", headers));
    }
  }
}
