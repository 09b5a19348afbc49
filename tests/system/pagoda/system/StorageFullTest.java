package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.Await;
import pagoda.testing.ChildProcess;
import tools.jackson.databind.JsonNode;

/** A disk that is really full, a file system in memory of 48 MiB, as callers of the API meet it. */
class StorageFullTest {
  private static final String[] JSON = {"Content-Type", "application/json"};
  private static final int FILLER = 24 << 20;
  private static final String LARGE =
      "{\"run_at\":\"2099-01-01T00:00:00Z\",\"text\":\"" + "x".repeat(900_000) + "\"}";

  @TempDir Path jars;
  @TempDir Path outside;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createTempDirectory("pagoda-disk");
    ChildProcess.run(disk, "mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString());
  }

  @AfterEach
  void unmount() throws Exception {
    ChildProcess.run(Path.of("/"), "umount", disk.toString());
    Files.delete(disk);
  }

  @Test
  void aFullDiskIs507ResultsAreKeptAndRoomIsEnoughToRecover() throws Exception {
    HandlerJar.waiting(jars);
    Path filler = Files.write(disk.resolve("filler"), new byte[FILLER]);
    Path go = outside.resolve("go");
    List<String> accepted = new ArrayList<>();
    try (Service service = Service.start("data.dir=" + disk, "handlers.dir=" + jars)) {
      String waiting = "{\"type\":\"wait\",\"until\":\"" + go + "\"}";
      String running = id(service.send("POST", "/jobs", waiting, JSON));
      Await.until("it runs", () -> state(service, running).equals("processing"));

      assertStorageFull(fill(service, accepted));
      Await.until("readiness and queue tell of it", () -> tellsOfTheFullDisk(service));
      assertReadsAnswer(service, accepted);

      Files.createFile(go);
      Await.until(
          "the running job's end",
          Duration.ofMinutes(1),
          () -> state(service, running).equals("completed"));
      assertEquals("the wait is over", read(service, running).path("result").stringValue());

      Files.delete(filler);
      Await.until(
          "new work is taken",
          Duration.ofMinutes(1),
          () -> accepted(service.send("POST", "/jobs", LARGE, JSON), accepted));
      Await.until("it is ready", () -> service.get("/readyz").statusCode() == 200);
      for (String id : accepted) {
        assertEquals("scheduled", state(service, id));
      }
    }
    Program verify = Program.run("verify", disk.resolve("queue.db").toString());
    assertEquals(0, verify.status(), verify.text());
    assertTrue(verify.text().contains("scheduled   " + accepted.size()), verify.text());
  }

  private static void assertStorageFull(HttpResponse<String> refused) throws Exception {
    assertEquals(507, refused.statusCode(), refused.body());
    JsonNode problem = Json.parse(refused.body());
    assertEquals("STORAGE_FULL", problem.path("code").stringValue());
    assertEquals(507, problem.path("status").intValue());
    assertTrue(refused.headers().firstValueAsLong("Retry-After").orElse(0) >= 1);
  }

  /** Jobs of nearly 1 MiB until one is refused. */
  private static HttpResponse<String> fill(Service service, List<String> accepted)
      throws Exception {
    for (int i = 0; i < 100; i++) {
      HttpResponse<String> answer = service.send("POST", "/jobs", LARGE, JSON);
      if (!accepted(answer, accepted)) {
        return answer;
      }
    }
    throw new AssertionError("90 MB are stored on a disk of 48 MiB");
  }

  private static boolean accepted(HttpResponse<String> answer, List<String> accepted) {
    if (answer.statusCode() != 200) {
      return false;
    }
    accepted.add(id(answer));
    return true;
  }

  /** It tries once a second whether there is room for its ballast, and may be well in between. */
  private static boolean tellsOfTheFullDisk(Service service) throws Exception {
    return service.send("POST", "/jobs", LARGE, JSON).statusCode() == 507
        && service.get("/readyz?verbose").statusCode() == 503
        && service.get("/queue").body().contains("\"storage\":\"full\"");
  }

  private static void assertReadsAnswer(Service service, List<String> accepted) throws Exception {
    String one = service.get("/jobs/" + accepted.getLast()).body();
    assertTrue(one.contains("x".repeat(900_000)), "the whole payload");
    for (String path : List.of("/jobs?limit=5", "/queue", "/status", "/livez", "/metrics")) {
      assertEquals(200, service.get(path).statusCode(), path);
    }
  }

  private static String id(HttpResponse<String> answer) {
    return Json.parse(answer.body()).path("id").stringValue();
  }

  private static String state(Service service, String id) throws Exception {
    return read(service, id).path("state").stringValue();
  }

  private static JsonNode read(Service service, String id) throws Exception {
    return Json.parse(service.get("/jobs/" + id).body());
  }
}
