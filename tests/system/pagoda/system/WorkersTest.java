package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.system.Worker.Held;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** Who works for a service: what they may, how many may wait, how they are seen and told. */
class WorkersTest {
  @TempDir Path folder;

  private static CompletableFuture<HttpResponse<String>> claims(
      Worker worker, int wait, String... types) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return worker.claim(wait, types);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        },
        Executors.newVirtualThreadPerTaskExecutor());
  }

  private static JsonNode worker(Service service, Worker worker) throws Exception {
    for (JsonNode seen : Json.parse(service.get("/workers").body()).path("workers")) {
      if (seen.path("id").stringValue().equals(worker.id())) {
        return seen;
      }
    }
    throw new AssertionError("it was never seen");
  }

  private static boolean waiting(Service service, int count) throws Exception {
    return service.get("/metrics").body().contains("\npagoda_claims_waiting " + count + ".0\n");
  }

  @Test
  void aTokenWorksForItsTypesOnly() throws Exception {
    Path file = folder.resolve("tokens");
    String one = token(file, "one", "work:a");
    String all = token(file, "all", "work");
    String reader = token(file, "reader", "read");
    String admin = token(file, "boss", "admin");
    try (Service service = Service.start("http.tokens-file=" + file)) {
      assertEquals(401, new Worker(service, "w").claim(0, "a").statusCode());
      assertEquals(
          403, new Worker(service, "w", "Authorization", reader).claim(0, "a").statusCode());
      Worker ofA = new Worker(service, "w", "Authorization", one);
      assertEquals(204, ofA.claim(0, "a").statusCode());
      HttpResponse<String> refused = ofA.claim(0, "a", "b");
      assertEquals(403, refused.statusCode());
      assertTrue(refused.body().contains("work:b"), refused.body());
      assertEquals(204, new Worker(service, "w", "Authorization", all).claim(0, "b").statusCode());
      assertEquals(403, service.get("/workers", "Authorization", one).statusCode());
      assertEquals(200, service.get("/workers", "Authorization", reader).statusCode());
      String quiet = "/workers/" + ofA.id() + "/quiet";
      assertEquals(403, service.send("POST", quiet, "", "Authorization", one).statusCode());
      assertEquals(200, service.send("POST", quiet, "", "Authorization", admin).statusCode());
    }
  }

  private static String token(Path file, String name, String roles) throws Exception {
    Program program = Program.run("token", name, roles);
    assertEquals(0, program.status(), program.err());
    Files.writeString(
        file,
        program.text(),
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
    return "Bearer " + program.err().strip().replaceFirst(".*: ", "");
  }

  @Test
  void aRemoteTypeIsThereFromTheStartAndTellsWhoServesIt() throws Exception {
    Path types = Files.createDirectory(folder.resolve("types"));
    new TypeFolder(types).file("far", "run = remote", "lease = 30s", "attempts = 5");
    try (Service service = Service.start("handlers.dir=" + types)) {
      JsonNode job = new TypeJobs(service).job(new TypeJobs(service).submit("far", "1"));
      assertEquals(5, job.path("max_attempts").intValue());
      JsonNode type = type(service, "far");
      assertEquals("remote", type.path("run").stringValue());
      assertEquals("run = remote, and no worker claims it now", type.path("reason").stringValue());
      assertEquals(0, type.path("workers").intValue());
      HttpResponse<String> claimed = new Worker(service, "w").claim(20, "far", "further");
      assertEquals("30", Worker.header(claimed, "Pagoda-Lease-Seconds"));
      assertEquals("10", Worker.header(claimed, "Pagoda-Wait"));
      type = type(service, "far");
      assertTrue(type.path("able").booleanValue(), type::toString);
      assertEquals(1, type.path("workers").intValue());
      JsonNode named = type(service, "further");
      assertEquals("remote", named.path("run").stringValue());
      assertTrue(named.path("able").booleanValue(), named::toString);
      assertTrue(named.path("file").isNull(), "it comes from workers");
    }
  }

  private static JsonNode type(Service service, String name) throws Exception {
    for (JsonNode type : Json.parse(service.get("/types").body()).path("types")) {
      if (type.path("name").stringValue().equals(name)) {
        return type;
      }
    }
    throw new AssertionError("no type " + name);
  }

  @Test
  void whoWaitsKeepsNobodyElseOut() throws Exception {
    try (Service service =
        Service.start(
            "http.max-in-flight=1", "http.max-in-flight-per-client=1", "work.max-waiting=1")) {
      Worker worker = new Worker(service, "w");
      CompletableFuture<HttpResponse<String>> waiting = claims(worker, 55, "t");
      Await.until("it waits", () -> waiting(service, 1));
      HttpResponse<String> another = new Worker(service, "x").claim(0, "t");
      assertEquals(503, another.statusCode(), another.body());
      assertEquals("1", Worker.header(another, "Retry-After"));
      String id = new TypeJobs(service).submit("t", "1");
      assertEquals(id, Worker.header(waiting.join(), "Pagoda-Job"));
    }
  }

  @Test
  void aDrainAnswersWhoWaitsAndStillTakesNews() throws Exception {
    try (Service service = Service.start("drain.timeout=30s")) {
      Worker worker = new Worker(service, "w");
      assertEquals(204, worker.claim(0, "t").statusCode());
      new TypeJobs(service).submit("t", "1");
      Held held = worker.take("t");
      CompletableFuture<HttpResponse<String>> waiting = claims(worker, 55, "t");
      CompletableFuture<String> beat =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return held.post("beat?wait=20", "").body();
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              },
              Executors.newVirtualThreadPerTaskExecutor());
      Await.until("it waits", () -> waiting(service, 1));
      service.signal("TERM");
      HttpResponse<String> nothing = waiting.join();
      assertEquals(204, nothing.statusCode());
      assertEquals("shutdown", Worker.header(nothing, "Pagoda-Order"));
      assertEquals("go\n", beat.join());
      assertEquals(0, service.awaitExit());
    }
  }

  @Test
  void workersAreSeenToldToBeQuietAndLetGoOn() throws Exception {
    try (Service service = Service.start()) {
      TypeJobs jobs = new TypeJobs(service);
      Worker worker = new Worker(service, "w");
      CompletableFuture<HttpResponse<String>> waiting = claims(worker, 55, "t", "s");
      Await.until("it waits", () -> waiting(service, 1));
      JsonNode seen = worker(service, worker);
      assertEquals("w", seen.path("name").stringValue());
      assertEquals("here", seen.path("host").stringValue());
      assertEquals("7", seen.path("version").stringValue());
      assertEquals(2, seen.path("slots").intValue());
      assertEquals("[\"s\",\"t\"]", seen.path("types").toString());
      assertEquals("idle", seen.path("state").stringValue());
      String id = jobs.submit("t", "1");
      assertEquals(200, waiting.join().statusCode());
      assertEquals("working", worker(service, worker).path("state").stringValue());
      assertEquals("[\"" + id + "\"]", worker(service, worker).path("jobs").toString());
      assertEquals(1, gauge(service, "pagoda_workers{state=\"working\"}"));
      assertEquals(1, gauge(service, "pagoda_leases"));
      commands(service, worker);
      String nobody = "/workers/" + UUID.randomUUID() + "/quiet";
      assertEquals(404, service.send("POST", nobody, "").statusCode());
      assertEquals(404, service.send("POST", "/workers/w/quiet", "").statusCode());
    }
  }

  private static void commands(Service service, Worker worker) throws Exception {
    Map<String, String> url = Map.of("PAGODA_URL", service.url(""));
    CompletableFuture<HttpResponse<String>> waiting = claims(worker, 55, "t");
    Await.until("it waits", () -> waiting(service, 1));
    Program quiet = Program.run(url, "quiet", "w");
    assertEquals(0, quiet.status(), quiet.err());
    assertEquals("1 worker told\n", quiet.text());
    HttpResponse<String> told = waiting.join();
    assertEquals(204, told.statusCode());
    assertEquals("quiet", Worker.header(told, "Pagoda-Order"));
    Program list = Program.run(url, "workers");
    assertTrue(
        list.text().lines().anyMatch(line -> line.matches("w +here +quiet +7 +2 +\\d .* t")),
        list.text());
    assertEquals(0, Program.run(url, "quiet", worker.id(), "--resume").status());
    HttpResponse<String> again = worker.claim(0, "t");
    assertEquals("", Worker.header(again, "Pagoda-Order"));
    assertEquals(1, Program.run(url, "quiet", "nobody").status());
  }

  private static double gauge(Service service, String name) throws Exception {
    for (String line : service.get("/metrics").body().lines().toList()) {
      if (line.startsWith(name + " ")) {
        return Double.parseDouble(line.substring(name.length() + 1));
      }
    }
    throw new AssertionError("no " + name);
  }
}
