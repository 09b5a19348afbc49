package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** A service that is to end: what runs leaves at once, beside requests that are under way. */
class DrainOrderTest {
  /** Saves a checkpoint when it is asked to leave, and answers with the one it finds. */
  private static final String SAVES =
      """
      if [ -e $PAGODA_CHECKPOINT ]; then cat $PAGODA_CHECKPOINT; exit 0; fi
      trap 'printf 7 > c; mv c $PAGODA_CHECKPOINT; exit 75' TERM
      : > $HERE/runs
      while :; do sleep 0.05; done
      """;

  private static final String LARGE = "GET /api/hanoi?n=23 HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir Path folder;
  @TempDir Path data;

  @BeforeEach
  void writeType() throws Exception {
    new TypeFolder(folder).shell("saves", SAVES, "checkpoint = true");
  }

  private Service start() throws Exception {
    return Service.start("handlers.dir=" + folder, "data.dir=" + data, "drain.timeout=5m");
  }

  private static String awaitRunning(TypeJobs jobs, String type, String payload) throws Exception {
    String id = jobs.submit(type, payload);
    Await.until(type + " runs", () -> jobs.state(id).equals("processing"));
    return id;
  }

  private static void awaitGivenBack(Service service, String id) throws Exception {
    Await.until(
        "it is given back",
        () ->
            service
                .log()
                .lines()
                .anyMatch(line -> line.contains("job pending again") && line.contains(id)));
  }

  @Test
  void attemptsLeaveAtOnceAndAnAnswerUnderWayIsFinished() throws Exception {
    String program;
    String solve;
    try (Service service = start();
        Socket reader = service.socket()) {
      TypeJobs jobs = new TypeJobs(service);
      program = awaitRunning(jobs, "saves", "1");
      Await.until("the program runs", () -> folder.resolve("runs").toFile().exists());
      solve = awaitRunning(jobs, "hanoi", "{\"n\":40}");
      reader.getOutputStream().write(LARGE.getBytes(StandardCharsets.US_ASCII));
      int first = reader.getInputStream().readNBytes(1000).length;
      service.signal("TERM");
      awaitGivenBack(service, program);
      awaitGivenBack(service, solve);
      assertTrue(!service.log().contains("HTTP drained"), service::log);
      long size = 6L * ((1 << 23) - 1) + 1;
      long rest = reader.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      assertTrue(first + rest >= size, () -> first + " and " + rest);
      assertEquals(0, service.awaitExit(), service::log);
    }
    try (Service service = start()) {
      TypeJobs jobs = new TypeJobs(service);
      JsonNode end = jobs.awaitEnd(program);
      assertEquals("7", end.path("result").toString(), end::toString);
      assertEquals(1, end.path("attempt").intValue(), "a drain burns no attempt");
      jobs.cancel(solve);
    }
  }

  @Test
  void whoWaitsForAJobIsToldHowItStands() throws Exception {
    try (Service service = start()) {
      CompletableFuture<HttpResponse<String>> waiting =
          CompletableFuture.supplyAsync(() -> waitFor(service));
      Await.until("the program runs", () -> folder.resolve("runs").toFile().exists());
      service.signal("TERM");
      HttpResponse<String> answer = waiting.join();
      assertEquals(200, answer.statusCode(), answer.body());
      String state = Json.parse(answer.body()).path("state").stringValue();
      assertTrue(state.equals("processing") || state.equals("pending"), state);
      assertEquals(0, service.awaitExit(), service::log);
    }
  }

  private static HttpResponse<String> waitFor(Service service) {
    try {
      return service.send("POST", "/types/saves/jobs", "1", "Prefer", "wait=55");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
