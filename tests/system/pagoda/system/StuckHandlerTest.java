package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** A handler that computes on although it was interrupted. */
class StuckHandlerTest {
  @TempDir Path folder;
  private Path release;

  private void submit(Service service) throws Exception {
    HttpResponse<String> answer =
        service.send("POST", "/types/spin/jobs", release.toString(), "Content-Type", "text/plain");
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private static List<Integer> stuck(Service service) throws Exception {
    JsonNode queue = Json.parse(service.get("/queue").body());
    return List.of(queue.path("stuck").intValue(), queue.path("replaced").intValue());
  }

  @Test
  void q05AStuckThreadIsReplacedShownAndInTheEndMissed() throws Exception {
    HandlerJar.spinning(folder);
    release = folder.resolve("release");
    new TypeFolder(folder).file("spin", "run = java", "timeout = 100ms", "attempts = 1");
    try (Service service = Service.start("handlers.dir=" + folder, "solver.threads=1")) {
      submit(service);
      Await.until("it is replaced", () -> stuck(service).equals(List.of(1, 1)));
      Await.until("it is told", () -> service.log().contains("runs on"));
      String lines = service.log();
      assertEquals(1, lines.lines().filter(line -> line.contains("runs on")).count(), lines);
      assertTrue(lines.contains("spinning.Shout.handle(Shout.java:"), lines);
      assertEquals(200, service.get("/readyz").statusCode());
      JsonNode solver = Json.parse(service.get("/status").body()).path("solver");
      assertEquals(1, solver.path("lost").intValue(), solver::toString);
      JsonNode solved = new TypeJobs(service).run("hanoi", "{\"n\":5}");
      assertEquals("completed", solved.path("state").stringValue(), solved::toString);

      submit(service);
      Await.until("no thread is left", () -> service.get("/readyz").statusCode() == 503);
      assertEquals(List.of(2, 1), stuck(service));
      String ready = service.get("/readyz?verbose").body();
      assertTrue(ready.contains("stuck handlers hold every worker: compute"), ready);
      Files.createFile(release);
      Await.until("it is ready again", () -> service.get("/readyz").statusCode() == 200);
      assertEquals(List.of(0, 0), stuck(service));
    }
  }
}
