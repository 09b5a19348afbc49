package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** The image twice: a service, and a worker of it. */
class RemoteWorkTest {
  /** Saves a checkpoint, and answers with one that it finds. */
  private static final String RESUMES =
      """
      if [ -e $PAGODA_CHECKPOINT ]; then cat $PAGODA_CHECKPOINT; exit 0; fi
      trap 'cp $PAGODA_ORDER $HERE/order; exit 75' TERM
      printf '"saved"' > c; mv c $PAGODA_CHECKPOINT
      echo progress 0.25 >> $PAGODA_REPORT
      echo saved it >&2
      echo $$ > $HERE/pid.new; mv $HERE/pid.new $HERE/pid
      until [ -e $HERE/go ]; do sleep 0.05; done
      printf '"went on"'
      """;

  @TempDir Path here;
  @TempDir Path there;
  @TempDir Path data;
  private TypeFolder types;

  @BeforeEach
  void writeTypes() throws Exception {
    types = new TypeFolder(there).shell("resumes", RESUMES, "checkpoint = true");
    // The shortest lease, so that the end of a worker is soon noticed.
    new TypeFolder(here).file("resumes", "run = remote", "lease = 10s");
  }

  private Service serve(String... more) throws Exception {
    List<String> settings =
        new ArrayList<>(
            List.of("handlers.dir=" + here, "data.dir=" + data, "queue.retry-after=1ms"));
    settings.addAll(List.of(more));
    return Service.start(settings.toArray(String[]::new));
  }

  private WorkProcess work(Service service, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("--set", "handlers.dir=" + there));
    all.addAll(List.of(words));
    return WorkProcess.start(there.resolve("data"), service.url(""), all.toArray(String[]::new));
  }

  private Path awaitProcess() throws Exception {
    Await.until("it runs", () -> !types.read("pid").isEmpty());
    return Path.of("/proc", types.read("pid"));
  }

  @Test
  void aTypeThatTheServiceDoesNotKnowIsDoneByAProgramOfTheCommandLine() throws Exception {
    try (Service service = serve();
        WorkProcess worker =
            WorkProcess.start(
                there.resolve("data"),
                service.url(""),
                "--type",
                "reversed",
                "--slots",
                "2",
                "--",
                "rev")) {
      JsonNode job = new TypeJobs(service).run("reversed", "[1,2]");
      assertEquals("completed", job.path("state").asString(), job::toString);
      assertEquals("]2,1[", result(service, job.path("id").asString()));
      assertTrue(worker.log().contains("type=reversed"), worker.log());
    }
  }

  private static String result(Service service, String id) throws Exception {
    return service.get("/jobs/" + id + "/result").body().strip();
  }

  @Test
  void progressLogAndCheckpointAreSeenAndACancelEndsTheProgram() throws Exception {
    try (Service service = serve();
        WorkProcess worker = work(service)) {
      TypeJobs jobs = new TypeJobs(service);
      String id = jobs.submit("resumes", "{}");
      Path process = awaitProcess();
      Await.until("progress", () -> jobs.job(id).path("progress").asDouble() == 0.25);
      Await.until("its log", () -> service.get("/jobs/" + id + "/log").body().contains("saved it"));
      jobs.cancel(id);
      Await.until("the program is gone", () -> !Files.exists(process));
      assertEquals("cancel", types.read("order"));
      Await.until("its end is seen", () -> worker.log().contains("end=cancelled"));
    }
  }

  @Test
  void aKilledWorkersJobGoesOnFromItsCheckpointElsewhere() throws Exception {
    try (Service service = serve()) {
      TypeJobs jobs = new TypeJobs(service);
      String id;
      Path process;
      try (WorkProcess worker = work(service)) {
        id = jobs.submit("resumes", "{}");
        process = awaitProcess();
        Await.until("progress", () -> jobs.job(id).path("progress").asDouble() == 0.25);
        worker.signal("KILL");
        worker.awaitExit();
      }
      Await.until("the program is gone", () -> !Files.exists(process));
      try (WorkProcess next = work(service)) {
        JsonNode job = jobs.awaitEnd(id);
        assertEquals("\"saved\"", result(service, id), job::toString);
        assertTrue(next.log().contains("attempt=2"), next.log());
      }
    }
  }

  @Test
  void aKilledServiceCostsARunningAttemptNothing() throws Exception {
    String id;
    int port;
    try (Service service = serve();
        WorkProcess worker = work(service)) {
      port = service.port();
      id = new TypeJobs(service).submit("resumes", "{}");
      Path process = awaitProcess();
      service.signal("KILL");
      service.awaitExit();
      Await.until("it is noticed", () -> worker.log().contains("service does not take claims"));
      try (Service again = serve("http.port=" + port)) {
        Await.until("it is back", () -> worker.log().contains("service is back"));
        assertTrue(Files.exists(process), worker.log());
        Files.createFile(types.seen("go"));
        JsonNode job = new TypeJobs(again).awaitEnd(id);
        assertEquals("\"went on\"", result(again, id), job::toString);
        assertEquals(1, job.path("attempt").asInt(), job::toString);
      }
    }
  }

  @Test
  void aSignalGivesBackWithTheCheckpoint() throws Exception {
    try (Service service = serve()) {
      TypeJobs jobs = new TypeJobs(service);
      String id;
      try (WorkProcess worker = work(service)) {
        id = jobs.submit("resumes", "{}");
        Path process = awaitProcess();
        worker.signal("TERM");
        assertEquals(0, worker.awaitExit(), worker::log);
        Await.until("the program is gone", () -> !Files.exists(process));
        assertEquals("shutdown", types.read("order"));
        assertTrue(worker.log().contains("drained"), worker.log());
      }
      try (WorkProcess next = work(service)) {
        JsonNode job = jobs.awaitEnd(id);
        assertEquals("\"saved\"", result(service, id), job::toString);
        assertEquals(1, job.path("attempt").asInt(), "a drain burns no attempt");
        assertFalse(next.log().contains("attempt=2"), next.log());
      }
    }
  }

  @Test
  void aSecondSignalHaltsWithAllProcesses() throws Exception {
    types.shell(
        "stays", "trap '' TERM; echo $$ > $HERE/pid; while :; do sleep 0.1; done", "grace = 1h");
    try (Service service = serve();
        WorkProcess worker = work(service, "--set", "drain.timeout=1h")) {
      new TypeJobs(service).submit("stays", "{}");
      Path process = awaitProcess();
      worker.signal("TERM");
      Await.until("the drain", () -> worker.log().contains("draining"));
      worker.signal("TERM");
      assertEquals(130, worker.awaitExit());
      Await.until("the program is gone", () -> !Files.exists(process));
    }
  }

  @Test
  void aHandlerInJavaRunsThere() throws Exception {
    HandlerJar.shout(there, "remotejava", "remotejava");
    try (Service service = serve();
        WorkProcess worker = work(service, "--type", "remotejava")) {
      JsonNode job = new TypeJobs(service).run("remotejava", "[1,2]");
      assertEquals("5 BYTES", job.path("result").asString(), job::toString);
      assertTrue(worker.log().contains("handler loaded"), worker.log());
    }
  }

  @Test
  void aWorkersOwnServerTellsHowItIs() throws Exception {
    try (Service service = serve();
        WorkProcess worker = work(service, "--set", "work.http-port=0", "--slots", "3")) {
      new TypeJobs(service).submit("resumes", "{}");
      Await.until("ready", () -> get(worker, "/readyz").statusCode() == 200);
      assertEquals(200, get(worker, "/livez").statusCode());
      Await.until(
          "it runs", () -> get(worker, "/metrics").body().contains("pagoda_worker_running 1.0"));
      String metrics = get(worker, "/metrics").body();
      assertTrue(metrics.contains("pagoda_worker_slots 3.0"), metrics);
      assertTrue(metrics.contains("pagoda_worker_attempts_total{end=\"completed\"} 0.0"), metrics);
      service.signal("KILL");
      Await.until("not ready", () -> get(worker, "/readyz").statusCode() == 503);
      assertEquals(200, get(worker, "/livez").statusCode());
    }
  }

  private static HttpResponse<String> get(WorkProcess worker, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(worker.url() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void aTokenThatTheServiceRefusesIs78AndARightOneWorks() throws Exception {
    Program token = Program.run("token", "w", "work:reversed");
    Path tokens = Files.write(data.resolve("tokens"), token.out());
    Path secret =
        Files.writeString(
            data.resolve("secret"), token.err().replace("token, shown only now: ", ""));
    Path wrong = Files.writeString(data.resolve("wrong"), "wrong");
    try (Service service = serve("http.tokens-file=" + tokens)) {
      String[] words = {"--type", "reversed", "--", "rev"};
      try (WorkProcess refused = WorkProcess.launch(there, service.url(""), with(wrong, words))) {
        assertEquals(78, refused.awaitExit(), refused::log);
        assertTrue(
            refused.log().contains("work.url: allowed is a service that takes"), refused::log);
      }
      try (WorkProcess right = WorkProcess.start(there, service.url(""), with(secret, words))) {
        assertFalse(right.log().contains(Files.readString(secret).strip()), "a secret in the log");
      }
    }
  }

  private static String[] with(Path token, String... words) {
    List<String> all = new ArrayList<>(List.of("--token-file", token.toString()));
    all.addAll(List.of(words));
    return all.toArray(String[]::new);
  }
}
