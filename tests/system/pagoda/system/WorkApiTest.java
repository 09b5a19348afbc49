package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pagoda.system.Worker.Held;
import tools.jackson.databind.JsonNode;

/** The work protocol over HTTP, request by request. */
class WorkApiTest {
  private static Service service;
  private static TypeJobs jobs;

  @BeforeAll
  static void start() throws Exception {
    service = Service.start("queue.retry-after=1ms");
    jobs = new TypeJobs(service);
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  /** A type of its own, which exists since this worker named it. */
  private static Worker worker(String type) throws Exception {
    Worker worker = new Worker(service, "w-" + type);
    assertEquals(204, worker.claim(0, type).statusCode());
    return worker;
  }

  private static String code(HttpResponse<String> answer) {
    return Json.parse(answer.body()).path("code").stringValue();
  }

  private static void assertRefused(int status, String code, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(code, code(answer));
  }

  @Test
  void aClaimGetsTheMostUrgentJobWithAllThatItsWorkerNeeds() throws Exception {
    Worker worker = worker("needs");
    jobs.submit("needs", "{\"n\":1}");
    String urgent = jobs.submit("needs?priority=20&max_attempts=7", "{\"n\":2}");
    HttpResponse<String> answer = worker.claim(0, "other", "needs");
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("{\"n\":2}", answer.body());
    assertEquals(urgent, Worker.header(answer, "pagoda-job"));
    assertEquals("needs", Worker.header(answer, "Pagoda-Type"));
    assertEquals("1", Worker.header(answer, "Pagoda-Attempt"));
    assertEquals("7", Worker.header(answer, "Pagoda-Max-Attempts"));
    assertEquals("20", Worker.header(answer, "Pagoda-Priority"));
    assertEquals("60", Worker.header(answer, "Pagoda-Lease-Seconds"));
    assertEquals("20", Worker.header(answer, "Pagoda-Wait"));
    assertEquals("600", Worker.header(answer, "Pagoda-Timeout-Seconds"));
    assertEquals("1", Worker.header(answer, "Pagoda-Protocol"));
    assertEquals(22, Worker.header(answer, "Pagoda-Lease").length());
    assertEquals("application/json", Worker.header(answer, "Content-Type"));
    assertEquals("", Worker.header(answer, "Pagoda-Alone"));
    JsonNode job = jobs.job(urgent);
    assertEquals("processing", job.path("state").stringValue());
    assertEquals("w-needs", job.path("worker").stringValue());
  }

  @Test
  void whoAcceptsJsonGetsOneObject() throws Exception {
    worker("object");
    String csv = "a;b";
    service.send("POST", "/types/object/jobs?label=k=v", csv, "Content-Type", "text/csv");
    Worker worker = new Worker(service, "w-object", "Accept", "application/json");
    HttpResponse<String> answer = worker.claim(0, "object");
    JsonNode object = Json.parse(answer.body());
    assertEquals(Worker.header(answer, "Pagoda-Lease"), object.path("lease").stringValue());
    assertEquals("object", object.path("type").stringValue());
    assertEquals(20, object.path("wait_seconds").intValue());
    assertEquals("text/csv", object.path("content_type").stringValue());
    assertEquals("YTti", object.path("payload_base64").stringValue());
    assertEquals("[\"k=v\"]", object.path("labels").toString());
  }

  @Test
  void aWaitingClaimIsAnsweredByTheNextJobAndItsRepeatGetsTheSame() throws Exception {
    Worker worker = worker("waits");
    String claim = UUID.randomUUID().toString();
    String[] id = {""};
    Thread later =
        Thread.ofVirtual()
            .start(() -> {
              try {
                id[0] = jobs.submit("waits", "1");
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    HttpResponse<String> answer = worker.claimAs(claim, 50, "waits");
    later.join();
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals(id[0], Worker.header(answer, "Pagoda-Job"));
    HttpResponse<String> again = worker.claimAs(claim, 0, "waits");
    assertEquals(id[0], Worker.header(again, "Pagoda-Job"));
    assertEquals(Worker.header(answer, "Pagoda-Lease"), Worker.header(again, "Pagoda-Lease"));
  }

  @Test
  void progressLogAndCheckpointAreKept() throws Exception {
    Worker worker = worker("fares");
    String id = jobs.submit("fares", "1");
    Held held = worker.take("fares");
    assertEquals(204, held.ask("GET", "checkpoint", "").statusCode());
    HttpResponse<String> beat = held.post("beat", "{\"progress\":0.25,\"log\":\"one\\n\"}");
    assertEquals("go\n", beat.body());
    assertEquals("go", Worker.header(beat, "Pagoda-Order"));
    assertEquals(
        "{\"order\":\"go\"}", held.post("beat", "{}", "Accept", "application/json").body());
    assertEquals(204, held.ask("PUT", "checkpoint", "state").statusCode());
    assertEquals("state", held.ask("GET", "checkpoint", "").body());
    pagoda.testing.Await.until(
        "its progress", () -> jobs.job(id).path("progress").doubleValue() == 0.25);
    pagoda.testing.Await.until(
        "its log", () -> service.get("/jobs/" + id + "/log").body().equals("one\n"));
    assertEquals(200, held.post("release", "").statusCode());
    HttpResponse<String> next = worker.claim(20, "fares");
    assertEquals("5", Worker.header(next, "Pagoda-Checkpoint"));
    assertEquals("1", Worker.header(next, "Pagoda-Attempt"), "giving it back burns nothing");
  }

  @Test
  void completingTwiceIsOnceAndAfterwardsTheLeaseIsOver() throws Exception {
    Worker worker = worker("twice");
    String id = jobs.submit("twice", "1");
    Held held = worker.take("twice");
    String[] type = {"Content-Type", "application/json"};
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer = held.post("complete", "{\"sum\":3}", type);
      assertEquals(200, answer.statusCode(), answer.body());
      assertEquals("{\"job\":\"" + id + "\",\"state\":\"completed\"}", answer.body());
    }
    assertEquals("{\"sum\":3}", jobs.job(id).path("result").toString());
    assertRefused(409, "LEASE_LOST", held.ask("PUT", "checkpoint", "x"));
    assertRefused(409, "LEASE_LOST", held.post("fail", "x"));
  }

  @Test
  void failuresAreTriedAgainUnlessTheirWorkerSaysThatNothingHelps() throws Exception {
    Worker worker = worker("fails");
    String id = jobs.submit("fails?max_attempts=5", "1");
    HttpResponse<String> first = worker.take("fails").post("fail?after=1ms", "no luck\n");
    assertEquals(200, first.statusCode(), first.body());
    Held held = worker.take("fails");
    assertEquals(id, held.job());
    assertEquals(400, held.post("fail?retry=false&after=1s", "x").statusCode());
    assertEquals(400, held.post("fail?after=8d", "x").statusCode());
    assertEquals(
        "failed",
        Json.parse(held.post("fail?retry=false", "never", "Pagoda-Exit-Status", "65").body())
            .path("state")
            .stringValue());
    JsonNode job = jobs.job(id);
    assertEquals("never", job.path("last_error").stringValue());
    assertEquals("no luck", job.path("attempts").path(0).path("error").stringValue());
    assertEquals("w-fails", job.path("attempts").path(0).path("worker").stringValue());
    assertEquals(2, job.path("attempt").intValue());
  }

  @Test
  void aSnoozedJobIsScheduledAndBurnsNothing() throws Exception {
    Worker worker = worker("later");
    String id = jobs.submit("later", "1");
    Held held = worker.take("later");
    assertEquals(400, held.post("snooze", "").statusCode());
    assertEquals(400, held.post("snooze?after=10ms", "").statusCode());
    assertEquals(200, held.post("snooze?after=1h", "").statusCode());
    assertEquals("scheduled", jobs.state(id));
    assertRefused(409, "LEASE_LOST", held.ask("PUT", "checkpoint", "x"));
  }

  @Test
  void cancelReachesTheHangingBeatAtOnce() throws Exception {
    Worker worker = worker("stops");
    String id = jobs.submit("stops", "1");
    Held held = worker.take("stops");
    Thread cancel =
        Thread.ofVirtual()
            .start(() -> {
              try {
                jobs.cancel(id);
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    HttpResponse<String> beat = held.post("beat?wait=20", "");
    cancel.join();
    assertTrue(
        beat.statusCode() == 409 || beat.body().equals("cancel\n"),
        beat.statusCode() + " " + beat.body());
    assertRefused(409, "LEASE_LOST", held.post("complete", "1"));
    assertEquals("cancelled", jobs.state(id));
  }

  @Test
  void whoHasNotTheLeaseChangesNothing() throws Exception {
    Worker worker = worker("mine");
    String id = jobs.submit("mine", "1");
    Held held = worker.take("mine");
    Held forged = worker.new Held(id, "AAAAAAAAAAAAAAAAAAAAAA");
    for (String what : new String[] {"beat", "complete", "fail", "snooze?after=1s", "release"}) {
      assertRefused(409, "LEASE_LOST", forged.post(what, ""));
    }
    assertRefused(409, "LEASE_LOST", forged.ask("GET", "checkpoint", ""));
    assertRefused(409, "LEASE_LOST", forged.ask("PUT", "checkpoint", "x"));
    assertRefused(400, "BAD_REQUEST", service.send("POST", "/work/" + id + "/beat", ""));
    Held nowhere = worker.new Held("00000000-0000-8000-8000-000000000000", "x");
    assertRefused(404, "NOT_FOUND", nowhere.post("beat", ""));
    assertRefused(404, "NOT_FOUND", worker.new Held("42", "x").post("beat", ""));
    assertEquals("go\n", held.post("beat", "").body());
    String log = service.log();
    assertFalse(log.contains("AAAAAAAAAAAAAAAAAAAAAA"), "leases are not logged");
  }

  @Test
  void anotherProtocolIs426WithTheOneThatIsSpoken() throws Exception {
    for (String version : new String[] {"2", "x", ""}) {
      Worker worker = new Worker(service, "w", "Pagoda-Protocol", version);
      HttpResponse<String> answer = worker.claim(0, "any");
      assertRefused(426, "PROTOCOL_UNSUPPORTED", answer);
      assertEquals("1", Worker.header(answer, "Pagoda-Protocol"));
    }
    assertEquals(
        204, new Worker(service, "w", "Pagoda-Protocol", "1").claim(0, "any").statusCode());
  }

  @Test
  void aMalformedClaimIsRefusedWithTheMember() throws Exception {
    String[] bad = {
      "[]",
      "{\"worker\":\"w\"}",
      "{\"types\":[\"t\"]}",
      "{\"worker\":\"w\",\"types\":[1]}",
      "{\"worker\":\"w\",\"types\":[\"T t\"]}",
      "{\"worker\":\"w\",\"types\":[\"t\"],\"claim\":\"x\"}",
      "{\"worker\":\"w\",\"types\":[\"t\"],\"id\":7}",
      "{\"worker\":\"w\",\"types\":[\"t\"],\"slots\":-1}",
    };
    for (String body : bad) {
      assertRefused(400, "BAD_REQUEST", service.send("POST", "/work/claim", body));
    }
    String good = "{\"worker\":\"w\",\"types\":[\"t\"]}";
    assertEquals(400, service.send("POST", "/work/claim?wait=56", good).statusCode());
    assertEquals(204, service.send("POST", "/work/claim", good).statusCode());
  }
}
