package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.broker.nodes.FaultProxy;
import pagoda.testing.Await;
import pagoda.testing.ChildProcess;
import tools.jackson.databind.JsonNode;

/**
 * The workers of {@code tests/examples}, all at once, each with a type of its own: what the
 * protocol promises holds in every language.
 */
@Tag("examples")
class WorkerExamplesTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("pagoda.root")).toAbsolutePath().resolve("tests/examples/workers");
  private static final List<String> LANGUAGES = List.of("py", "mjs", "go", "sh");
  private static final int LINES = 100;

  /** Longer than a lease, and what it takes to notice on a busy machine. */
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir static Path programs;
  @TempDir Path folder;
  private final Map<String, Process> workers = new LinkedHashMap<>();
  private final List<Process> all = new ArrayList<>();
  private Service service;
  private TypeJobs jobs;

  @BeforeAll
  static void compile() {
    String build =
        "GO111MODULE=off HOME=%1$s GOCACHE=%1$s/cache go build -o %1$s/go worker.go"
            .formatted(programs);
    ChildProcess.run(EXAMPLES, "bash", "-c", build);
  }

  @BeforeEach
  void start() throws Exception {
    Path types = Files.createDirectory(folder.resolve("types"));
    for (String language : LANGUAGES) {
      new TypeFolder(types)
          .file(type(language), "run = remote", "lease = 10s", "checkpoint = true");
    }
    serve("http.port=0");
  }

  private void serve(String port) throws Exception {
    service =
        Service.start(
            port,
            "data.dir=" + Files.createDirectories(folder.resolve("data")),
            "handlers.dir=" + folder.resolve("types"),
            "queue.retry-after=1ms",
            "http.access-log=false");
    jobs = new TypeJobs(service);
  }

  @AfterEach
  void stop() throws Exception {
    for (Process worker : all) {
      worker.descendants().forEach(ProcessHandle::destroyForcibly);
      worker.destroyForcibly();
      worker.onExit().join();
    }
    service.close();
  }

  private static String type(String language) {
    return "count-" + language;
  }

  private void work(String url) throws IOException {
    for (String language : LANGUAGES) {
      workers.put(language, work(language, url));
    }
  }

  private Process work(String language, String url) throws IOException {
    Path program =
        language.equals("go") ? programs.resolve("go") : EXAMPLES.resolve("worker." + language);
    Process process =
        new ProcessBuilder(program.toString(), url, type(language))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(language).toFile()))
            .start();
    all.add(process);
    return process;
  }

  private Path log(String language) {
    return folder.resolve(language + ".log");
  }

  private Map<String, String> submit(String payload, String query) throws Exception {
    Map<String, String> ids = new LinkedHashMap<>();
    for (String language : LANGUAGES) {
      ids.put(language, jobs.submit(type(language) + query, payload));
    }
    return ids;
  }

  /** Each counts to this number; returned once all are under way. */
  private Map<String, String> begun(int goal) throws Exception {
    Map<String, String> ids = submit(Integer.toString(goal), "");
    for (var job : ids.entrySet()) {
      Await.until(
          job.getKey() + " works",
          LONG,
          () -> jobs.job(job.getValue()).path("progress").asDouble() > 0);
    }
    return ids;
  }

  private void completed(Map<String, String> ids, int goal, int attempts) throws Exception {
    for (var entry : ids.entrySet()) {
      String id = entry.getValue();
      Await.until(
          entry.getKey() + " ends it", LONG, () -> jobs.job(id).path("finished_at").isString());
      JsonNode job = jobs.job(id);
      String seen = entry.getKey() + job + Files.readString(log(entry.getKey()));
      assertEquals("completed", job.path("state").stringValue(), seen);
      assertEquals(attempts, job.path("attempt").intValue(), seen);
      assertEquals("counted to " + goal, service.get("/jobs/" + id + "/result").body(), seen);
    }
  }

  private String said(String id, int attempt) throws Exception {
    return service.get("/jobs/" + id + "/log?attempt=" + attempt).body();
  }

  private void send(String signal) {
    for (Process worker : workers.values()) {
      ChildProcess.run(folder, "kill", "-" + signal, Long.toString(worker.pid()));
    }
  }

  @Test
  void eachIsReadAtOnce() throws Exception {
    for (String language : LANGUAGES) {
      List<String> lines = Files.readAllLines(EXAMPLES.resolve("worker." + language));
      assertTrue(lines.size() <= LINES, language + ": " + lines.size());
    }
  }

  @Test
  void theyCountTellAndFail() throws Exception {
    work(service.url(""));
    Map<String, String> ids = submit("5", "");
    completed(ids, 5, 1);
    for (String id : ids.values()) {
      assertEquals("from 0\n", said(id, 1));
    }
    for (String id : submit("\"five\"", "").values()) {
      JsonNode job = jobs.awaitEnd(id);
      assertEquals("failed", job.path("state").stringValue(), job::toString);
      assertEquals(1, job.path("attempt").intValue(), "nothing helps: " + job);
      assertTrue(job.path("last_error").stringValue().contains("five"), job::toString);
    }
  }

  @Test
  void aCancelFreesThem() throws Exception {
    work(service.url(""));
    for (String id : begun(100_000).values()) {
      jobs.cancel(id);
    }
    completed(submit("2", ""), 2, 1);
  }

  @Test
  void anUrgentJobGoesFirstAndTheOtherGoesOn() throws Exception {
    work(service.url(""));
    Map<String, String> ids = begun(80);
    completed(submit("1", "?emergency=true"), 1, 1);
    completed(ids, 80, 1);
    for (String id : ids.values()) {
      assertTrue(said(id, 1).matches("from [1-9][0-9]*\n"), said(id, 1));
    }
  }

  @Test
  void whatAKilledOneDidIsGoneOnWith() throws Exception {
    work(service.url(""));
    Map<String, String> ids = begun(40);
    send("KILL");
    work(service.url(""));
    completed(ids, 40, 2);
    for (String id : ids.values()) {
      assertTrue(said(id, 2).matches("from [1-9][0-9]*\n"), said(id, 2));
    }
  }

  @Test
  void whoSleptPastTheLeaseChangesNothingAndGoesOn() throws Exception {
    work(service.url(""));
    Map<String, String> ids = begun(40);
    Map<String, Process> sleepers = Map.copyOf(workers);
    send("STOP");
    work(service.url(""));
    for (String id : ids.values()) {
      Await.until("another has it", LONG, () -> said(id, 2).startsWith("from "));
    }
    for (Process sleeper : sleepers.values()) {
      ChildProcess.run(folder, "kill", "-CONT", Long.toString(sleeper.pid()));
    }
    completed(ids, 40, 2);
    send("KILL");
    completed(submit("1", ""), 1, 1); // by those who slept
    for (Process sleeper : sleepers.values()) {
      assertTrue(sleeper.isAlive());
    }
  }

  @Test
  void cutConnectionsCostNothing() throws Exception {
    try (FaultProxy proxy = new FaultProxy(service.port())) {
      work("http://127.0.0.1:" + proxy.port());
      Map<String, String> ids = begun(20);
      proxy.mode(FaultProxy.Mode.CLOSED);
      Await.until("nobody was heard of for a while", this::silent);
      proxy.mode(FaultProxy.Mode.PASS);
      completed(ids, 20, 1);
      for (String id : ids.values()) {
        assertEquals("from 0\n", said(id, 1));
      }
    }
  }

  private boolean silent() throws Exception {
    boolean silent = true;
    for (JsonNode worker : Json.parse(service.get("/workers").body()).path("workers")) {
      silent &= worker.path("last_seen_ms").intValue() > 2000;
    }
    return silent;
  }

  @Test
  void aKilledServerCostsNothing() throws Exception {
    work(service.url(""));
    Map<String, String> ids = begun(20);
    int port = service.port();
    service.signal("KILL");
    service.awaitExit();
    serve("http.port=" + port);
    completed(ids, 20, 1);
    for (String id : ids.values()) {
      assertEquals("from 0\n", said(id, 1));
    }
  }

  @Test
  void askedToLeaveTheyGiveTheirJobsBack() throws Exception {
    work(service.url(""));
    Map<String, String> ids = begun(50);
    send("TERM");
    for (Process worker : workers.values()) {
      assertEquals(0, worker.onExit().join().exitValue());
    }
    for (String id : ids.values()) {
      assertEquals("pending", jobs.state(id));
    }
    work(service.url(""));
    completed(ids, 50, 1);
  }

  @Test
  void toldToBeQuietTheyFinishAndLeave() throws Exception {
    work(service.url(""));
    Map<String, String> ids = begun(20);
    for (JsonNode worker : Json.parse(service.get("/workers").body()).path("workers")) {
      String path = "/workers/" + worker.path("id").stringValue() + "/quiet";
      assertEquals(200, service.send("POST", path, "").statusCode());
    }
    completed(ids, 20, 1);
    for (Process worker : workers.values()) {
      assertEquals(0, worker.onExit().join().exitValue());
    }
  }
}
