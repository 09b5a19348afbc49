package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

/** The service and its engines over RabbitMQ. */
class EnginesTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static RabbitNode node;

  @BeforeAll
  static void start() throws Exception {
    node = RabbitNode.launch();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void solvesGoThroughTheBrokerWhileEnginesComeAndGo() throws Exception {
    try (Engine first = Engine.start(node.url());
        Engine second = Engine.start(node.url());
        Service service = Service.start("broker.urls=" + node.url())) {
      Await.until("ready", () -> service.get("/readyz").statusCode() == 200);
      String whole = service.get("/api/hanoi?n=13").body();
      assertEquals(49_147, whole.length());

      AtomicBoolean over = new AtomicBoolean();
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          answers.add(callers.submit(() -> callUntil(over, service, whole)));
        }
        assertEquals(0, first.stop(), first.log());
        try (Engine third = Engine.start(node.url())) {
          second.kill();
          Await.until("the third solves", () -> service.get("/api/hanoi?n=13").statusCode() == 200);
          over.set(true);
          int calls = 0;
          for (Future<Integer> answer : answers) {
            calls += answer.get();
          }
          assertTrue(calls > 0, third.log());
        }
      }
      assertTrue(
          service.get("/status").body().contains("\"transport\":\"amqp\",\"state\":\"connected\""));
    }
  }

  /** Every answer must be whole and right, whatever happens to engines meanwhile. */
  private static int callUntil(AtomicBoolean over, Service service, String whole) throws Exception {
    int calls = 0;
    while (!over.get()) {
      HttpResponse<String> answer = service.get("/api/hanoi?n=13");
      assertEquals(200, answer.statusCode(), answer.body());
      assertEquals(whole, answer.body());
      calls++;
    }
    return calls;
  }

  @Test
  void traceOfARequestReachesTheEnginesLog() throws Exception {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    try (Engine engine = Engine.start(node.url());
        Service service = Service.start("broker.urls=" + node.url())) {
      Await.until("ready", () -> service.get("/readyz").statusCode() == 200);
      String traceparent = "00-" + trace + "-00f067aa0ba902b7-01";
      assertEquals(200, service.get("/api/hanoi?n=5", "traceparent", traceparent).statusCode());
      Await.until("its line", () -> engine.log().contains("trace_id=" + trace));
      assertFalse(engine.log().contains("00f067aa0ba902b7"), "the engine's parent is the service");
    }
  }

  @Test
  void withoutEnginesTheCallerHearsItAndJobsWait() throws Exception {
    try (Service service =
        Service.start(
            "broker.urls=" + node.url(),
            "broker.call-timeout=500ms",
            "breaker.engine.reopen-after=500ms")) {
      Await.until("ready", () -> service.get("/readyz").statusCode() == 200);
      String job =
          service
              .send(
                  "POST",
                  "/jobs",
                  "{\"type\":\"hanoi\",\"n\":16}",
                  "Content-Type",
                  "application/json")
              .body();
      String id = Json.parse(job).path("id").stringValue();
      for (int discs : new int[] {5, 16}) { // a small answer is not solved elsewhere in secret
        HttpResponse<String> answer = service.get("/api/hanoi?n=" + discs);
        assertTrue(Set.of(503, 504).contains(answer.statusCode()), answer.body());
        assertTrue(answer.headers().firstValueAsLong("Retry-After").orElse(0) >= 1);
      }
      Await.until(
          "the breaker is open",
          () -> service.get("/circuit").body().contains("\"name\":\"engine\",\"state\":\"open\""));
      try (Engine engine = Engine.start(node.url())) {
        Await.until(
            "the job is done",
            LONG,
            () -> service.get("/jobs/" + id).body().contains("\"state\":\"completed\""));
        assertTrue(engine.log().contains("engine started"));
      }
      assertTrue(
          service.get("/jobs/" + id).body().contains("\"attempt\":1"), "no attempt was burnt");
    }
  }

  @Test
  void c01_lostLinkIsNoVerdictOnTheEnginesAndProbesGoThroughWhenItIsBack() throws Exception {
    try (RabbitNode own = RabbitNode.launch();
        Engine engine = Engine.start(own.url());
        Service service =
            Service.start(
                "broker.urls=" + own.url(),
                "broker.call-timeout=1s",
                "breaker.engine.reopen-after=1h",
                "breaker.engine.reopen-cap=1h")) {
      Await.until("a solve", () -> service.get("/api/hanoi?n=5").statusCode() == 200);
      own.kill();
      for (int i = 0; i < 6; i++) {
        assertTrue(Set.of(503, 504).contains(service.get("/api/hanoi?n=5").statusCode()));
      }
      assertTrue(
          service.get("/circuit").body().contains("\"name\":\"engine\",\"state\":\"closed\""),
          service.get("/circuit").body());
      own.start();
      Await.until("a solve again", LONG, () -> service.get("/api/hanoi?n=5").statusCode() == 200);

      assertEquals(0, engine.stop(), engine.log());
      Await.until(
          "the breaker is open",
          () -> service.get("/api/hanoi?n=5").body().contains("CIRCUIT_OPEN"));
      HttpResponse<String> ready = service.get("/readyz?verbose");
      assertEquals(503, ready.statusCode());
      assertTrue(ready.body().contains("engine"), ready.body());
      try (Engine second = Engine.start(own.url())) {
        own.kill();
        own.start();
        Await.until(
            "a solve, not in an hour",
            LONG,
            () -> service.get("/api/hanoi?n=5").statusCode() == 200);
        Await.until("ready", () -> service.get("/readyz").statusCode() == 200);
        assertTrue(second.log().contains("engine started"));
      }
    }
  }

  @Test
  void c03_changedPasswordFileIsReadAtTheNextAttempt(@TempDir Path folder) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "wrong\n");
    try (Engine engine = Engine.start(node.url());
        Service service =
            Service.start(
                "broker.urls=amqp://guest@127.0.0.1:" + node.port(),
                "broker.password-file=" + password)) {
      Await.until("the refusal", () -> service.log().contains("refuses the user name or password"));
      Files.writeString(password, "guest\n");
      Await.until("a solve", LONG, () -> service.get("/api/hanoi?n=5").statusCode() == 200);
      assertTrue(engine.log().contains("engine started"));
    }
  }

  @Test
  void withAFallbackTheServiceSolvesByItself() throws Exception {
    try (Service service =
        Service.start(
            "broker.urls=amqp://127.0.0.1:1",
            "broker.fallback=local",
            "broker.call-timeout=500ms")) {
      assertEquals(200, service.get("/readyz").statusCode());
      assertEquals(200, service.get("/api/hanoi?n=16").statusCode());
    }
  }
}
