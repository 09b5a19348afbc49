package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** Jobs that are given another priority or time, or removed. */
class ChangedJobsTest {
  private static final String LATER = "2099-01-01T00:00:00Z";

  @TempDir static Path folder;
  private static Service service;
  private static TypeJobs jobs;

  @BeforeAll
  static void start() throws Exception {
    new TypeFolder(folder)
        .shell("short", "exit 0", "retention = 0ms")
        .file("simulate", "run = java", "timeout = 200ms", "attempts = 1");
    service = Service.start("handlers.dir=" + folder, "simulate.failure-rate=0");
    jobs = new TypeJobs(service);
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  private static String waiting() throws Exception {
    return jobs.submit("simulate?run_at=" + LATER, "{\"complexity\":0}");
  }

  private static HttpResponse<String> json(String method, String path, String body)
      throws Exception {
    return service.send(method, path, body, "Content-Type", "application/json");
  }

  private static Program pagoda(String... arguments) throws Exception {
    return Program.run(Map.of("PAGODA_URL", service.url("")), arguments);
  }

  @Test
  void aWaitingJobGetsAnotherPriorityAndTime() throws Exception {
    String id = waiting();
    JsonNode job = Json.parse(json("PATCH", "/jobs/" + id, "{\"priority\":50}").body());
    assertEquals(50, job.path("priority").intValue(), job::toString);
    assertEquals("scheduled", job.path("state").stringValue());
    String past = "{\"run_at\":\"2000-01-01T00:00:00Z\"}";
    assertEquals(200, json("PATCH", "/jobs/" + id, past).statusCode());
    assertEquals("completed", jobs.awaitEnd(id).path("state").stringValue());
    HttpResponse<String> ended = json("PATCH", "/jobs/" + id, "{\"priority\":1}");
    assertEquals(409, ended.statusCode(), ended.body());
  }

  @Test
  void aChangeThatIsNoneIsRefused() throws Exception {
    String id = waiting();
    for (String body : new String[] {"{}", "[]", "{\"priority\":101}", "{\"run_at\":\"soon\"}"}) {
      assertEquals(400, json("PATCH", "/jobs/" + id, body).statusCode(), body);
    }
    assertEquals(1, jobs.job(id).path("priority").intValue());
    String unknown = "/jobs/00000000-0000-8000-8000-000000000000";
    assertEquals(404, json("PATCH", unknown, "{\"priority\":1}").statusCode());
  }

  @Test
  void severalArePrioritizedAndDeletedEachAlone() throws Exception {
    String first = waiting();
    String second = waiting();
    Program changed = pagoda("prioritize", first, second, "--priority", "77");
    assertEquals(0, changed.status(), changed.err());
    assertEquals(77, jobs.job(second).path("priority").intValue());
    jobs.cancel(first);
    Program deleted = pagoda("delete", first, second);
    assertEquals(1, deleted.status(), "one of them has not ended");
    assertTrue(deleted.text().lines().toList().get(1).contains("refused"), deleted.text());
    assertEquals(404, service.get("/jobs/" + first).statusCode());
    assertEquals("scheduled", jobs.state(second));
  }

  @Test
  void whatATypesFileSaysHoldsForItsJobs() throws Exception {
    String id = jobs.submit("short", "{}");
    Await.until("it is gone", () -> service.get("/jobs/" + id).statusCode() == 404);
    JsonNode job = jobs.run("simulate", "{\"complexity\":600}");
    assertEquals(1, job.path("max_attempts").intValue());
    assertTrue(
        job.path("last_error").stringValue().startsWith("time limit of PT0.2S"), job::toString);
  }
}
