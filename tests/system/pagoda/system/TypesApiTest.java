package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** What a service tells of its types, and jobs of any payload. */
class TypesApiTest {
  @TempDir static Path folder;
  private static Service service;
  private static TypeJobs jobs;

  @BeforeAll
  static void start() throws Exception {
    new TypeFolder(folder)
        .shell(
            "resize",
            "printf '\"%s %s\"' \"$PAGODA_CONTENT_TYPE\" $(wc -c)",
            "priority = 7",
            "attempts = 5",
            "timeout = 2h",
            "labels = order,customer",
            "example = {\"width\":640}")
        .shell("fails", "echo no luck >&2; exit 65")
        .shell("cat", "exec cat")
        .file("missing", "command = /nowhere/at/all")
        .file("simulate", "run = java", "attempts = 9")
        .file("hanoi", "command = /bin/true")
        .file("nobody", "run = java")
        .file("broken", "run = shell");
    service =
        Service.start("handlers.dir=" + folder, "queue.default-type=", "simulate.failure-rate=0");
    jobs = new TypeJobs(service);
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  private static JsonNode types() throws Exception {
    return Json.parse(service.get("/types").body());
  }

  private static JsonNode type(String name) throws Exception {
    for (JsonNode type : types().path("types")) {
      if (type.path("name").stringValue().equals(name)) {
        return type;
      }
    }
    throw new AssertionError("no type " + name + ": " + types());
  }

  private static HttpResponse<String> post(String path, String body, String contentType)
      throws Exception {
    return service.send("POST", path, body, "Content-Type", contentType);
  }

  @Test
  void aTypeTellsWhatItsFileSays() throws Exception {
    JsonNode type = type("resize");
    assertEquals("program", type.path("run").stringValue());
    assertTrue(type.path("file").stringValue().endsWith("/resize.properties"), type::toString);
    assertTrue(type.path("able").booleanValue());
    assertEquals(5, type.path("max_attempts").intValue());
    assertEquals(7_200_000, type.path("timeout_ms").intValue());
    assertEquals("{\"width\":640}", type.path("example").stringValue());
    assertEquals("java", type("hanoi").path("run").stringValue());
    assertEquals(9, type("simulate").path("max_attempts").intValue());
    assertTrue(types().path("programs").path("held_by").stringValue().length() > 10);
  }

  @Test
  void whatIsLeftOutIsTold() throws Exception {
    String faults = types().path("faults").toString();
    assertEquals(3, types().path("faults").size(), faults);
    assertTrue(faults.contains("hanoi.properties: a handler in Java serves this type"), faults);
    assertTrue(faults.contains("nobody.properties: run = java, and no handler"), faults);
    assertTrue(faults.contains("broken.properties:1: run: allowed is java or"), faults);
  }

  @Test
  void endsAreCountedAndTheLatestErrorIsTold() throws Exception {
    jobs.failure("fails", "{}");
    Await.until("it is counted", () -> type("fails").path("failed").intValue() == 1);
    assertEquals("exit status 65: no luck", type("fails").path("last_error").stringValue());
    jobs.run("simulate", "{\"complexity\":0}");
    Await.until("it is counted", () -> type("simulate").path("completed").intValue() == 1);
    assertEquals(0, type("simulate").path("running").intValue());
  }

  @Test
  void aTypeThatCannotRunHereTellsWhy() throws Exception {
    String id = jobs.submit("missing", "{}");
    Await.until("it was tried", () -> !type("missing").path("able").booleanValue());
    assertEquals(
        "cannot start: /nowhere/at/all does not exist",
        type("missing").path("reason").stringValue());
    assertTrue(type("missing").path("again_in_ms").intValue() <= 30_000);
    jobs.cancel(id);
  }

  @Test
  void whatAJobDoesNotSayItsTypeDoes() throws Exception {
    JsonNode job = jobs.job(jobs.submit("resize?label=a=b", "{\"order\":17,\"customer\":\"Ä\"}"));
    assertEquals(7, job.path("priority").intValue());
    assertEquals(5, job.path("max_attempts").intValue());
    assertEquals("[\"a=b\",\"order=17\",\"customer=Ä\"]", job.path("labels").toString());
    job = jobs.job(jobs.submit("resize?priority=0&max_attempts=1", "{\"order\":null}"));
    assertEquals(0, job.path("priority").intValue());
    assertEquals(1, job.path("max_attempts").intValue());
    assertFalse(job.has("labels"), job::toString);
    String article =
        post("/jobs", "{\"type\":\"resize\",\"order\":\"x\"}", "application/json").body();
    assertEquals(7, Json.parse(article).path("priority").intValue());
    assertEquals("[\"order=x\"]", Json.parse(article).path("labels").toString());
  }

  @Test
  void anUnknownTypeIsRefusedWithTheNearestName() throws Exception {
    HttpResponse<String> answer = post("/types/rezise/jobs", "{}", "application/json");
    assertEquals(400, answer.statusCode(), answer.body());
    JsonNode problem = Json.parse(answer.body());
    assertEquals("UNKNOWN_TYPE", problem.path("code").stringValue());
    assertEquals(
        "There is no job type rezise, the nearest is resize", problem.path("error").stringValue());
    assertEquals(400, post("/types/broken/jobs", "{}", "application/json").statusCode());
  }

  @Test
  void withoutADefaultTypeAJobMustNameOne() throws Exception {
    HttpResponse<String> answer = post("/jobs", "{\"complexity\":0}", "application/json");
    assertEquals(400, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("A job must name its type"), answer.body());
  }

  @Test
  void anyPayloadIsTakenAndGivenBackByteForByte() throws Exception {
    String csv = "a;b\n1;2\n";
    HttpResponse<String> answer = post("/types/resize/jobs", csv, "text/csv; charset=utf-8");
    assertEquals(200, answer.statusCode(), answer.body());
    JsonNode job = Json.parse(answer.body());
    String base64 = Base64.getEncoder().encodeToString(csv.getBytes(StandardCharsets.UTF_8));
    assertEquals(base64, job.path("payload_base64").stringValue());
    assertEquals("text/csv; charset=utf-8", job.path("content_type").stringValue());
    job = jobs.awaitEnd(job.path("id").stringValue());
    assertEquals("text/csv; charset=utf-8 8", job.path("result").stringValue());
    HttpResponse<byte[]> payload =
        service.bytes("/jobs/" + job.path("id").stringValue() + "/payload");
    assertArrayEquals(csv.getBytes(StandardCharsets.UTF_8), payload.body());
    assertEquals(
        "text/csv; charset=utf-8", payload.headers().firstValue("Content-Type").orElse(""));
    assertEquals("attachment", payload.headers().firstValue("Content-Disposition").orElse(""));
  }

  @Test
  void whatSaysThatItIsJsonMustBe() throws Exception {
    assertEquals(400, post("/types/cat/jobs", "{\"a\":", "application/json").statusCode());
    JsonNode job = Json.parse(post("/types/cat/jobs", "{\"a\":", "text/plain").body());
    JsonNode end = jobs.awaitEnd(job.path("id").stringValue());
    assertEquals("eyJhIjo=", end.path("result_base64").stringValue(), end::toString);
  }

  @Test
  void aPayloadOverTheLimitIsTooLarge() throws Exception {
    String large = "x".repeat((1 << 20) + 1);
    HttpResponse<String> answer = post("/types/cat/jobs", large, "text/plain");
    assertEquals(413, answer.statusCode());
    assertEquals(200, post("/types/cat/jobs", large.substring(1), "text/plain").statusCode());
  }
}
