package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.Await;

/** What an attempt says can be read while it runs and afterwards. */
class JobLogApiTest {
  @TempDir static Path folder;
  private static Service service;

  @BeforeAll
  static void start() throws Exception {
    new TypeFolder(folder)
        .shell(
            "talks",
            "echo one >&2; until [ -e $HERE/go ]; do sleep 0.05; done; echo two >&2; printf 1")
        .shell(
            "waits",
            "echo one >&2; until [ -e $HERE/on ]; do sleep 0.05; done; printf 'two\\nthree\\n'"
                + " >&2; printf 1")
        .shell("fails", "echo attempt $PAGODA_ATTEMPT >&2; exit 1", "attempts = 2");
    service = Service.start("handlers.dir=" + folder, "queue.retry-after=1ms");
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  private static String submit(String type) throws Exception {
    HttpResponse<String> answer =
        service.send("POST", "/types/" + type + "/jobs", "{}", "Content-Type", "application/json");
    assertEquals(200, answer.statusCode(), answer.body());
    return Json.parse(answer.body()).path("id").stringValue();
  }

  private static String state(String id) throws Exception {
    return Json.parse(service.get("/jobs/" + id).body()).path("state").stringValue();
  }

  @Test
  void aRunningAttemptIsReadOnFromWhereTheLastAnswerEnded() throws Exception {
    String id = submit("talks");
    String log = "/jobs/" + id + "/log";
    Await.until("its first line", () -> service.get(log).body().contains("one"));
    HttpResponse<String> first = service.get(log);
    assertEquals("one\n", first.body());
    String next = first.headers().firstValue("X-Next").orElseThrow();
    assertEquals("4", next);
    assertEquals("", service.get(log + "?from=" + next).body());
    Files.createFile(folder.resolve("go"));
    Await.until("its end", () -> state(id).equals("completed"));
    assertEquals("two\n", service.get(log + "?from=" + next).body());
    assertEquals("e\ntwo\n", service.get(log + "?from=2").body());
    Program followed = Program.run(Map.of("PAGODA_URL", service.url("")), "log", id, "--follow");
    assertEquals("one\ntwo\n", followed.text(), followed.err());
    assertEquals(400, service.get(log + "?from=-1").statusCode());
  }

  private static InputStream follow(String id, String... headers) throws Exception {
    Socket socket = service.socket();
    String request =
        "GET /jobs/%s/log HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".formatted(id)
            + "Accept: text/event-stream\r\n"
            + String.join("", headers)
            + "\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket.getInputStream();
  }

  private static String until(InputStream in, String end) throws Exception {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith(end)) {
      int next = in.read();
      assertTrue(next >= 0, () -> "ended after " + text);
      text.append((char) next);
    }
    return text.toString();
  }

  @Test
  void aLogIsFollowedAsEventsUntilTheAttemptEnds() throws Exception {
    String id = submit("waits");
    try (InputStream in = follow(id)) {
      String first = until(in, "data: one\n\n");
      assertTrue(first.contains("200 OK"), first);
      assertTrue(first.contains("ontent-type: text/event-stream"), first);
      assertTrue(first.contains("id: 4\ndata: one\n\n"), first);
      Files.createFile(folder.resolve("on"));
      until(in, "id: 14\ndata: two\ndata: three\n\n");
      until(in, "event: end\ndata: completed\n\n");
      String rest = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      assertFalse(rest.contains("data"), rest);
    }
    try (InputStream in = follow(id, "Last-Event-ID: 4\r\n")) {
      String again = until(in, "event: end\ndata: completed\n\n");
      assertTrue(again.contains("id: 14\ndata: two\ndata: three\n\n"), again);
      assertFalse(again.contains("data: one"), again);
    }
    HttpResponse<String> older =
        service.get("/jobs/" + id + "/log?attempt=1", "Accept", "text/event-stream");
    assertEquals(400, older.statusCode(), older.body());
  }

  @Test
  void eachAttemptHasItsOwn() throws Exception {
    String id = submit("fails");
    Await.until("its end", () -> state(id).equals("failed"));
    assertEquals("attempt 2\n", service.get("/jobs/" + id + "/log").body());
    assertEquals("attempt 1\n", service.get("/jobs/" + id + "/log?attempt=1").body());
    assertEquals("", service.get("/jobs/" + id + "/log?attempt=3").body());
    Program first = Program.run(Map.of("PAGODA_URL", service.url("")), "log", id, "--attempt", "1");
    assertEquals("attempt 1\n", first.text(), first.err());
  }

  @Test
  void aJobThatIsNotThereHasNoLog() throws Exception {
    HttpResponse<String> answer = service.get("/jobs/00000000-0000-8000-8000-000000000000/log");
    assertEquals(404, answer.statusCode());
    assertTrue(answer.body().contains("NOT_FOUND"), answer.body());
  }
}
