package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** The queue's numbers in {@code /metrics}, {@code /queue} and {@code /status}. */
class QueueNumbersTest {
  private static final String[] JSON = {"Content-Type", "application/json"};

  private static Map<String, Double> metrics(Service service) throws Exception {
    return service
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)),
                (a, b) -> b));
  }

  private static void post(Service service, String body) throws Exception {
    assertEquals(200, service.send("POST", "/jobs", body, JSON).statusCode());
  }

  @Test
  void depthAgeAndTheDisksWorkAreMeasured() throws Exception {
    try (Service service = Service.start("simulate.failure-rate=0")) {
      assertEquals(200, service.send("POST", "/queue/pause", "").statusCode());
      post(service, "{\"complexity\":0}");
      post(service, "{\"complexity\":0}");
      post(service, "{\"complexity\":0,\"emergency\":true}");
      Await.until(
          "the oldest grows older",
          () -> metrics(service).get("pagoda_queue_oldest_age_seconds{priority=\"1\"}") > 0.01);
      Map<String, Double> now = metrics(service);
      assertEquals(2, now.get("pagoda_queue_depth{priority=\"1\"}"));
      assertEquals(1, now.get("pagoda_queue_depth{priority=\"10\"}"));
      assertTrue(now.get("pagoda_queue_oldest_age_seconds{priority=\"10\"}") >= 0);
      assertEquals(1, now.get("pagoda_queue_paused"));
      assertEquals(3, now.get("job_queue_size"));

      // The pause and three jobs, each awaited: four commits, and nobody to share one with.
      assertEquals(4, now.get("pagoda_queue_commits_total"));
      double syncs = 4 + 2 * now.get("pagoda_queue_checkpoints_total");
      assertEquals(syncs / 3, now.get("pagoda_queue_fsyncs_per_job"), 1e-9);
      assertEquals(4, now.get("pagoda_queue_commit_changes_count"));
      assertEquals(4, now.get("pagoda_queue_commit_changes_sum"));
      assertEquals(4, now.get("pagoda_queue_commit_seconds_count"));
      assertTrue(now.get("pagoda_queue_commit_seconds_sum") > 0);
      assertTrue(now.get("pagoda_queue_wal_bytes") > 4 * 8192);
      assertTrue(now.get("pagoda_queue_file_bytes") > 0);
      assertTrue(now.get("pagoda_queue_recovery_seconds") > 0);

      assertEquals(200, service.send("POST", "/queue/resume", "").statusCode());
      Await.until("all done", () -> metrics(service).get("jobs_processed_success") == 3);
      assertEquals(3, metrics(service).get("pagoda_queue_wait_seconds_count"));
      assertTrue(!metrics(service).containsKey("pagoda_queue_depth{priority=\"1\"}"));
    }
  }

  @Test
  void jobsThatWaitForARetryAreCounted() throws Exception {
    try (Service service = Service.start("simulate.failure-rate=1", "queue.retry-after=1h")) {
      post(service, "{\"complexity\":0}");
      post(service, "{\"complexity\":0}");
      post(service, "{\"run_at\":\"2099-01-01T00:00:00Z\"}");
      Await.until(
          "both failed once", () -> metrics(service).get("pagoda_queue_retrying_jobs") == 2);
      JsonNode queue = Json.parse(service.get("/queue").body());
      assertEquals(2, queue.path("retrying").intValue());
      assertEquals(3, queue.path("scheduled").intValue());
      JsonNode jobs = Json.parse(service.get("/status").body()).path("jobs");
      assertEquals(2, jobs.path("retrying").intValue());
      assertEquals(2, jobs.path("retried_total").intValue());
    }
  }
}
