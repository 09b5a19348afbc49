package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** What survives the process. */
class RestartTest {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String[] JSON = {"Content-Type", "application/json"};
  @TempDir Path folder;

  /** Of {@code pagoda solve 29}, by another program: SHA-256 over those of each 64 MiB. */
  private static final String DIGEST =
      "978fbfb3dbf0e926484460a53903bbb48b158d24c2d33ac93e1140ee9956e630";

  @Test
  void aKilledHanoiJobGoesOnFromItsCheckpoint() throws Exception {
    String id;
    try (Service service = Service.start("data.dir=" + folder)) {
      String body = service.send("POST", "/jobs", "{\"type\":\"hanoi\",\"n\":29}", JSON).body();
      id = Json.parse(body).path("id").stringValue();
      String job = "/jobs/" + id;
      Await.until("a third of it", LONG, () -> progress(service, job) > 0.33);
      service.signal("KILL");
      service.awaitExit();
    }
    try (Service service = Service.start("data.dir=" + folder)) {
      String job = "/jobs/" + id;
      Await.until("its second attempt", () -> read(service, job).path("attempt").intValue() == 2);
      double[] least = {1};
      Await.until(
          "its end",
          LONG,
          () -> {
            JsonNode now = read(service, job);
            least[0] = Math.min(least[0], now.path("progress").doubleValue());
            return now.path("state").stringValue().equals("completed");
          });
      assertTrue(least[0] > 0.05, "it began anew: " + least[0]);
      JsonNode result = read(service, job).path("result");
      assertEquals(3_221_225_467L, result.path("bytes").longValue());
      assertEquals(48, result.path("parts").size());
      assertEquals(DIGEST, result.path("digest").stringValue());
      String log = service.log();
      assertTrue(log.contains("requeued=1"), log);
    }
  }

  @Test
  void aSecondProcessOnTheSameFileIsRefused() throws Exception {
    try (Service service = Service.start("data.dir=" + folder)) {
      Program second = Program.run("serve", "--set", "http.port=0", "--set", "data.dir=" + folder);
      assertEquals(1, second.status());
      assertTrue(second.err().contains("queue.db"), second.err());
      assertEquals(200, service.get("/readyz").statusCode());
    }
  }

  @Test
  void aBackupIsSoundAndOpens() throws Exception {
    Path copy = folder.resolve("copy.db");
    try (Service service = Service.start("simulate.failure-rate=0")) {
      service.send("POST", "/jobs", "{\"run_at\":\"2099-01-01T00:00:00Z\"}", JSON);
      Program backup = Program.run("backup", copy.toString(), "--url", service.url(""));
      assertEquals(0, backup.status(), backup.err());
      assertEquals(64, Program.run("backup", copy.toString(), "--url", service.url("")).status());
    }
    Program verify = Program.run("verify", copy.toString());
    assertEquals(0, verify.status(), verify.text());
    assertTrue(
        verify.text().contains("scheduled   1") && verify.text().endsWith("sound\n"),
        verify.text());
  }

  private static double progress(Service service, String job) throws Exception {
    return read(service, job).path("progress").doubleValue();
  }

  private static JsonNode read(Service service, String job) throws Exception {
    return Json.parse(service.get(job).body());
  }
}
