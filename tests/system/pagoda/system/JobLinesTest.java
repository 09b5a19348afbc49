package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** The log tells of each job's enqueue, start and end, by its id, priority and attempt. */
class JobLinesTest {
  private static final String JOB = "{\"complexity\":0,\"priority\":4,\"max_attempts\":2}";

  private static List<JsonNode> lines(Service service, String id) {
    return service
        .log()
        .lines()
        .filter(line -> line.startsWith("{") && line.contains(id))
        .map(Json::parse)
        .filter(line -> line.path("logger").stringValue().equals("pagoda.queue"))
        .toList();
  }

  @Test
  void everyStepOfAJobHasItsLine() throws Exception {
    try (Service service =
        Service.start("simulate.failure-rate=1", "queue.retry-after=1ms", "log.format=json")) {
      String id =
          Json.parse(service.send("POST", "/jobs", JOB, "Content-Type", "application/json").body())
              .path("id")
              .stringValue();
      Await.until(
          "its last line",
          () ->
              lines(service, id).stream()
                  .anyMatch(line -> line.path("message").stringValue().equals("job failed")));
      List<JsonNode> lines = lines(service, id);
      assertEquals(
          List.of(
              "job enqueued 0",
              "job started 1",
              "job to be retried 1",
              "job pending again 1",
              "job started 2",
              "job failed 2"),
          lines.stream()
              .map(line ->
                  line.path("message").stringValue() + " " + line.path("attempt").intValue())
              .toList());
      for (JsonNode line : lines) {
        assertEquals(id, line.path("job_id").stringValue());
        assertEquals(4, line.path("priority").intValue());
        assertEquals("simulate", line.path("type").stringValue());
      }
      JsonNode last = lines.getLast();
      assertEquals("simulated failure", last.path("error").stringValue());
      assertEquals("warning", last.path("level").stringValue());
      assertTrue(last.path("duration_ms").isNumber(), last::toString);
    }
  }
}
