package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.testing.Await;

/**
 * q01, q11: what somebody does to the queue file of a running service, or opens by another name.
 */
class QueueFileFaultsTest {
  @TempDir Path folder;

  private Service start() throws Exception {
    return Service.start("data.dir=" + folder, "simulate.failure-rate=0");
  }

  private static int submit(Service service) throws Exception {
    return service
        .send("POST", "/jobs", "{\"complexity\":0}", "Content-Type", "application/json")
        .statusCode();
  }

  private static void awaitReadiness(Service service, int status) throws Exception {
    Await.until("/readyz " + status, () -> service.get("/readyz").statusCode() == status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"removed", "moved"})
  void q01FileThatIsGoneIsSeenAndNothingIsAcceptedOrCopied(String harm) throws Exception {
    try (Service service = start()) {
      assertEquals(200, submit(service));
      Path file = folder.resolve("queue.db");
      if (harm.equals("removed")) {
        Files.delete(file);
      } else {
        Files.move(file, folder.resolve("elsewhere.db"));
      }
      HttpResponse<String> backup = service.get("/backup");
      assertEquals(503, backup.statusCode(), backup.body());
      awaitReadiness(service, 503);
      assertEquals(503, submit(service));
      String health = service.get("/readyz?verbose").body();
      assertTrue(health.contains("storage failed"), health);
      assertTrue(service.log().contains("queue.db is gone from its place"), service.log());
      assertFalse(Files.exists(file), "nobody makes an empty one");
    }
  }

  @Test
  void q01FileThatComesBackIsUsedAgain() throws Exception {
    try (Service service = start()) {
      assertEquals(200, submit(service));
      Path file = folder.resolve("queue.db");
      Path elsewhere = Files.move(file, folder.resolve("elsewhere.db"));
      awaitReadiness(service, 503);
      Files.move(elsewhere, file);
      awaitReadiness(service, 200);
      assertEquals(200, submit(service));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hard", "symbolic"})
  void q11FileOfARunningServiceIsRefusedByWhateverName(String kind) throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    try (Service service = start()) {
      Path link = other.resolve("queue.db");
      if (kind.equals("hard")) {
        Files.createLink(link, folder.resolve("queue.db"));
      } else {
        Files.createSymbolicLink(link, folder.resolve("queue.db"));
      }
      Program second = Program.run("serve", "--set", "http.port=0", "--set", "data.dir=" + other);
      assertEquals(1, second.status(), second.err());
      assertTrue(second.err().contains("in use by process " + service.pid()), second.err());
      assertEquals(200, submit(service));
    }
  }
}
