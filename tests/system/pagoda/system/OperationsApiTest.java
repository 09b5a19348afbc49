package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** One thing done to all jobs that match, over HTTP and from the command line. */
class OperationsApiTest {
  private static final String LATER = "\"run_at\":\"2126-01-01T00:00:00Z\"";
  private static Service service;

  @BeforeAll
  static void start() throws Exception {
    service = Service.start("simulate.failure-rate=0", "queue.workers=1");
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  private static void add(String order, int count) throws Exception {
    String line = "{\"complexity\":0,\"order\":\"%s\",%s}\n".formatted(order, LATER);
    HttpResponse<String> answer =
        service.send("POST", "/jobs", line.repeat(count), "Content-Type", "application/x-ndjson");
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private static HttpResponse<String> post(String action, String body) throws Exception {
    return service.send("POST", "/jobs/" + action, body, "Content-Type", "application/json");
  }

  private static JsonNode operation(String id) throws Exception {
    return Json.parse(service.get("/operations/" + id).body());
  }

  private static JsonNode ended(HttpResponse<String> accepted) throws Exception {
    assertEquals(202, accepted.statusCode(), accepted.body());
    String id = Json.parse(accepted.body()).path("id").asString();
    assertEquals("/operations/" + id, accepted.headers().firstValue("Location").orElseThrow());
    Await.until("it ended", () -> !operation(id).path("finished_at").isNull());
    return operation(id);
  }

  private static long count(String filter) throws Exception {
    return Json.parse(service.get("/jobs?limit=1&count=true&q=" + filter).body())
        .path("count")
        .longValue();
  }

  private static Program pagoda(String... arguments) throws Exception {
    return Program.run(Map.of("PAGODA_URL", service.url("")), arguments);
  }

  @Test
  void allThatMatchAreCancelledRetriedAndPrioritized() throws Exception {
    add("A-1", 700);
    add("A-2", 5);
    assertEquals(700, count("A-1"));
    String matching = "{\"matching\":{\"q\":\"A-1\",\"state\":\"scheduled\"},\"expect\":700}";
    JsonNode done = ended(post("cancel", matching));
    assertEquals("completed", done.path("state").stringValue(), done::toString);
    assertEquals("cancel", done.path("action").stringValue());
    assertEquals(700, done.path("matched").intValue());
    assertEquals(700, done.path("done").intValue());
    assertEquals(700, count("A-1%20state:cancelled"));
    assertEquals(5, count("A-2%20state:scheduled"));
    JsonNode placed = ended(post("prioritize", "{\"matching\":{\"q\":\"A-2\"},\"priority\":42}"));
    assertEquals(42, placed.path("priority").intValue(), placed::toString);
    assertEquals(5, count("priority:42"));
    JsonNode listed = Json.parse(service.get("/operations?limit=1").body());
    assertEquals(placed, listed.path("operations").path(0));
  }

  @Test
  void moreThanExpectedIsAConflictWithTheNumber() throws Exception {
    add("B-1", 3);
    HttpResponse<String> refused = post("cancel", "{\"matching\":{\"q\":\"B-1\"},\"expect\":2}");
    assertEquals(409, refused.statusCode(), refused.body());
    assertEquals(3, Json.parse(refused.body()).path("matched").intValue());
    assertEquals(0, count("B-1%20state:cancelled"));
  }

  @Test
  void deleteIsUndoneBeforeItBegins() throws Exception {
    add("C-1", 2);
    ended(post("cancel", "{\"matching\":{\"q\":\"C-1\"}}"));
    HttpResponse<String> accepted = post("delete", "{\"matching\":{\"q\":\"C-1\"}}");
    JsonNode planned = Json.parse(accepted.body());
    assertEquals("pending", planned.path("state").stringValue(), planned::toString);
    String path = "/operations/" + planned.path("id").asString();
    JsonNode undone = Json.parse(service.send("DELETE", path, "").body());
    assertEquals("cancelled", undone.path("state").stringValue(), undone::toString);
    assertEquals(2, count("C-1"));
    assertEquals(404, service.get("/operations/99999").statusCode());
    assertEquals(404, service.get("/operations/x").statusCode());
    assertEquals(404, service.send("DELETE", "/operations/99999", "").statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"matching\":{}}",
        "{\"matching\":\"all\"}",
        "{\"matching\":{\"sttae\":\"failed\"}}",
        "{\"matching\":{\"q\":1}}",
        "{\"matching\":{\"q\":\"sttae:failed\"}}",
        "{\"matching\":{\"q\":\"\"},\"expect\":-1}",
        "{\"matching\":{\"q\":\"\"},\"expect\":\"9\"}",
        "{\"matching\":{\"type\":\"a b\"}}"
      })
  void whatMeansNothingIsRefused(String body) throws Exception {
    HttpResponse<String> answer = post("cancel", body);
    assertEquals(400, answer.statusCode(), answer.body());
  }

  @Test
  void commandLineActsOnAllThatMatchAndWaits() throws Exception {
    add("D-1", 4);
    Program asked = pagoda("cancel", "--all-matching", "D-1");
    assertEquals(64, asked.status(), asked.err());
    assertTrue(asked.err().contains("--yes"), asked.err());
    assertEquals(64, pagoda("cancel").status());
    Program done = pagoda("cancel", "--all-matching", "D-1 state:scheduled", "--yes");
    assertEquals(0, done.status(), done.err());
    assertTrue(done.text().contains("completed    done 4, skipped 0, failed 0"), done.text());
    Program again = pagoda("delete", "--all-matching", "D-1 state:scheduled", "--yes", "--json");
    assertEquals(0, Json.parse(again.text()).path("matched").intValue(), again.text());
    assertEquals(4, count("D-1%20state:cancelled"));
  }
}
