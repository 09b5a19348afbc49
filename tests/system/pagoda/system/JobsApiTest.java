package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** Jobs over HTTP: the article's walk-through, and what may go wrong with a request. */
class JobsApiTest {
  private static final String JSON = "application/json";
  private static Service service;

  @BeforeAll
  static void start() throws Exception {
    service = Service.start("simulate.failure-rate=0", "queue.workers=1");
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  @Test
  void aJobIsAcceptedRunAndKept() throws Exception {
    JsonNode accepted = submit("{\"complexity\":1,\"for\":\"Ada\"}");
    assertEquals("simulate", accepted.path("type").stringValue());
    assertEquals("Ada", accepted.path("payload").path("for").stringValue());
    assertEquals(1, accepted.path("priority").intValue());
    JsonNode done = awaitEnd(accepted.path("id").stringValue());
    assertEquals("completed", done.path("state").stringValue());
    assertEquals(1, done.path("attempt").intValue());
    assertTrue(done.path("result").path("simulated").booleanValue());
  }

  @Test
  void anEmergencyOvertakesWhatWaits() throws Exception {
    submit("{\"complexity\":5}"); // holds the only worker
    List<String> normal = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      normal.add(submit("{\"complexity\":1}").path("id").stringValue());
    }
    JsonNode emergency = submit("{\"complexity\":1,\"emergency\":true}");
    assertEquals(10, emergency.path("priority").intValue());
    JsonNode done = awaitEnd(emergency.path("id").stringValue());
    for (String id : normal) {
      String start = awaitEnd(id).path("started_at").stringValue();
      assertTrue(done.path("started_at").stringValue().compareTo(start) < 0, "the emergency first");
    }
  }

  @Test
  void aHanoiJobReturnsItsDigests() throws Exception {
    HttpResponse<String> answer =
        service.send(
            "POST",
            "/jobs",
            "{\"type\":\"hanoi\",\"n\":16}",
            "Content-Type",
            JSON,
            "Prefer",
            "wait=30");
    JsonNode result = Json.parse(answer.body()).path("result");
    assertEquals(65_535, result.path("moves").intValue());
    assertEquals(393_211, result.path("bytes").intValue());
    byte[] whole = service.bytes("/api/hanoi?n=16").body();
    var sha = java.security.MessageDigest.getInstance("SHA-256");
    String hex = java.util.HexFormat.of().formatHex(sha.digest(whole));
    assertEquals(hex, result.path("parts").path(0).path("sha256").stringValue());
    assertEquals("wait=30", answer.headers().firstValue("Preference-Applied").orElse(""));
  }

  @Test
  void numbersComeBackAsTheyWereSent() throws Exception {
    String body = "{\"complexity\":0,\"a\":1e400,\"b\":0.10000000000000000000000001,\"c\":1.0}";
    String id = submit(body).path("id").stringValue();
    assertTrue(service.get("/jobs/" + id).body().contains("\"payload\":" + body));
  }

  @Test
  void anIdempotencyKeyMakesARepeatTheSameJob() throws Exception {
    String[] headers = {"Content-Type", JSON, "Idempotency-Key", "k-1"};
    HttpResponse<String> first = service.send("POST", "/jobs", "{\"complexity\":0}", headers);
    HttpResponse<String> second = service.send("POST", "/jobs", "{\"complexity\":0}", headers);
    assertEquals(id(first), id(second));
    assertEquals("true", second.headers().firstValue("Idempotent-Replayed").orElse(""));
    HttpResponse<String> other = service.send("POST", "/jobs", "{\"complexity\":9}", headers);
    assertEquals(422, other.statusCode());
    assertNotEquals(
        id(first), id(service.send("POST", "/jobs", "{\"complexity\":0}", "Content-Type", JSON)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | 400 | BAD_REQUEST",
        "[1] | 400 | BAD_REQUEST",
        "{\"a\":1,\"a\":2} | 400 | BAD_REQUEST",
        "{\"emergency\":\"yes\"} | 400 | BAD_REQUEST",
        "{\"priority\":101} | 400 | BAD_REQUEST",
        "{\"priority\":-1} | 400 | BAD_REQUEST",
        "{\"priority\":1.5} | 400 | BAD_REQUEST",
        "{\"max_attempts\":0} | 400 | BAD_REQUEST",
        "{\"run_at\":\"tomorrow\"} | 400 | BAD_REQUEST",
        "{\"type\":7} | 400 | BAD_REQUEST",
        "{\"type\":\"nobody\"} | 400 | UNKNOWN_TYPE",
        "{\"type\":\"hanoi\"} | 422 | BAD_REQUEST",
        "{\"type\":\"hanoi\",\"n\":41} | 422 | BAD_REQUEST"
      })
  void aBadJobIsRefusedAndChangesNothing(String body, int status, String code) throws Exception {
    String before = service.get("/jobs?limit=1").body();
    HttpResponse<String> answer = service.send("POST", "/jobs", body, "Content-Type", JSON);
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\"code\":\"" + code + "\""), answer.body());
    assertFalse(answer.body().contains("Exception"), answer.body());
    assertEquals(ids(before), ids(service.get("/jobs?limit=1").body()));
  }

  @Test
  void nestingTooDeepAndBodiesTooLargeAreRefused() throws Exception {
    String deep = "{\"a\":" + "[".repeat(600) + "]".repeat(600) + "}";
    assertEquals(400, service.send("POST", "/jobs", deep, "Content-Type", JSON).statusCode());
    String large = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";
    assertEquals(413, service.send("POST", "/jobs", large, "Content-Type", JSON).statusCode());
    assertEquals(
        415, service.send("POST", "/jobs", "{}", "Content-Type", "text/plain").statusCode());
  }

  @Test
  void anUnknownJobIsNotFoundAndAFinishedOneInConflict() throws Exception {
    String unknown = "/jobs/00000000-0000-8000-8000-000000000000";
    assertEquals(404, service.get(unknown).statusCode());
    assertEquals(404, service.get("/jobs/nonsense").statusCode());
    assertEquals(404, service.send("DELETE", unknown, "").statusCode());
    String id = submit("{\"complexity\":0}").path("id").stringValue();
    awaitEnd(id);
    assertEquals(409, service.send("DELETE", "/jobs/" + id, "").statusCode());
    assertEquals(409, service.send("POST", "/jobs/" + id + "/retry", "").statusCode());
  }

  @Test
  void aRunningJobIsCancelledAndMayBeRetried() throws Exception {
    String id = submit("{\"complexity\":1000,\"priority\":9}").path("id").stringValue();
    Await.until("it runs", () -> state(id).equals("processing"));
    assertEquals(200, service.send("DELETE", "/jobs/" + id, "").statusCode());
    assertEquals("cancelled", state(id));
    assertEquals(404, service.get("/jobs/" + id + "/result").statusCode());
    assertEquals(200, service.send("POST", "/jobs/" + id + "/retry", "").statusCode());
    assertEquals(200, service.send("DELETE", "/jobs/" + id, "").statusCode());
  }

  @Test
  void aBatchIsAnsweredLineByLine() throws Exception {
    HttpResponse<String> answer =
        service.send(
            "POST",
            "/jobs",
            "{\"complexity\":0}\nnot json\n{\"type\":\"nobody\"}\n{\"complexity\":0}\n",
            "Content-Type",
            "application/x-ndjson");
    assertEquals(200, answer.statusCode());
    List<JsonNode> lines = answer.body().lines().map(Json::parse).toList();
    assertEquals(4, lines.size());
    assertTrue(lines.get(0).has("id") && lines.get(3).has("id"));
    assertEquals(400, lines.get(1).path("status").intValue());
    assertEquals(400, lines.get(2).path("status").intValue());
    String tooMany = "{}\n".repeat(10_001);
    assertEquals(
        400,
        service
            .send("POST", "/jobs", tooMany, "Content-Type", "application/x-ndjson")
            .statusCode());
  }

  @Test
  void pagesFollowOneAnother() throws Exception {
    for (int i = 0; i < 5; i++) {
      submit("{\"complexity\":0}");
    }
    JsonNode first = Json.parse(service.get("/jobs?limit=2").body());
    JsonNode second =
        Json.parse(service.get("/jobs?limit=2&after=" + first.path("next").stringValue()).body());
    List<String> ids = new ArrayList<>(ids(first.toString()));
    ids.addAll(ids(second.toString()));
    assertEquals(4, ids.stream().distinct().count());
    assertEquals(400, service.get("/jobs?state=nonsense").statusCode());
    assertEquals(400, service.get("/jobs?limit=0").statusCode());
  }

  @Test
  void manyAreCancelledAtOnce() throws Exception {
    String a = submit("{\"run_at\":\"2099-01-01T00:00:00Z\"}").path("id").stringValue();
    String b = submit("{\"run_at\":\"2099-01-01T00:00:00Z\"}").path("id").stringValue();
    String body = "{\"ids\":[\"%s\",\"%s\",\"nonsense\"]}".formatted(a, b);
    JsonNode results =
        Json.parse(service.send("POST", "/jobs/cancel", body, "Content-Type", JSON).body())
            .path("results");
    assertEquals("cancelled", results.path(0).path("job").path("state").stringValue());
    assertEquals("cancelled", results.path(1).path("job").path("state").stringValue());
    assertEquals("NOT_FOUND", results.path(2).path("problem").path("code").stringValue());
    assertEquals(
        400,
        service.send("POST", "/jobs/cancel", "{\"ids\":[]}", "Content-Type", JSON).statusCode());
  }

  @Test
  void aPausedQueueStartsNothing() throws Exception {
    assertEquals(200, service.send("POST", "/queue/pause", "").statusCode());
    try {
      String id = submit("{\"complexity\":0}").path("id").stringValue();
      JsonNode queue = Json.parse(service.get("/queue").body());
      assertTrue(queue.path("paused").booleanValue());
      assertTrue(queue.path("size").intValue() >= 1);
      assertEquals("pending", state(id));
    } finally {
      service.send("POST", "/queue/resume", "");
    }
  }

  private static JsonNode submit(String body) throws Exception {
    HttpResponse<String> answer = service.send("POST", "/jobs", body, "Content-Type", JSON);
    assertEquals(200, answer.statusCode(), answer.body());
    return Json.parse(answer.body());
  }

  private static JsonNode awaitEnd(String id) throws Exception {
    Await.until("the end of " + id, () -> List.of("completed", "failed").contains(state(id)));
    return Json.parse(service.get("/jobs/" + id).body());
  }

  private static String state(String id) throws Exception {
    return Json.parse(service.get("/jobs/" + id).body()).path("state").stringValue();
  }

  private static String id(HttpResponse<String> answer) {
    return Json.parse(answer.body()).path("id").stringValue();
  }

  private static List<String> ids(String page) {
    List<String> ids = new ArrayList<>();
    Json.parse(page).path("jobs").forEach(job -> ids.add(job.path("id").stringValue()));
    return ids;
  }
}
