package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.List;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** Jobs of a service's types. */
record TypeJobs(Service service) {
  private static final List<String> ENDS = List.of("completed", "failed", "cancelled");

  /** Hands in a job; {@code type} may have a query. Returns its id. */
  String submit(String type, String payload) throws Exception {
    String[] parts = type.split("\\?", 2);
    String query = parts.length == 1 ? "" : "?" + parts[1];
    HttpResponse<String> answer =
        service.send(
            "POST",
            "/types/" + parts[0] + "/jobs" + query,
            payload,
            "Content-Type",
            "application/json");
    assertEquals(200, answer.statusCode(), answer.body());
    return Json.parse(answer.body()).path("id").stringValue();
  }

  JsonNode job(String id) throws Exception {
    return Json.parse(service.get("/jobs/" + id).body());
  }

  String state(String id) throws Exception {
    return job(id).path("state").stringValue();
  }

  JsonNode awaitEnd(String id) throws Exception {
    Await.until("the end of " + id, () -> ENDS.contains(state(id)));
    return job(id);
  }

  /** Hands in a job and waits for its end. */
  JsonNode run(String type, String payload) throws Exception {
    return awaitEnd(submit(type, payload));
  }

  /** The same; returns why it failed. */
  String failure(String type, String payload) throws Exception {
    JsonNode job = run(type, payload);
    assertEquals("failed", job.path("state").stringValue(), job::toString);
    return job.path("last_error").stringValue();
  }

  void cancel(String id) throws Exception {
    assertEquals(200, service.send("DELETE", "/jobs/" + id, "").statusCode());
  }
}
