package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of each operation, so that every status and parameter that is described is met. The
 * service runs the types {@code cat} and {@code simulate} and asks {@code validation}; {@code full}
 * takes no more jobs; {@code unlinked} cannot reach its broker, and may get too many types.
 */
record OperationExercises(
    Description description,
    Service service,
    Service full,
    Service unlinked,
    ValidationServer validation) {
  private static final String[] JSON = {"Content-Type", "application/json"};
  private static final String[] TEXT = {"Content-Type", "text/plain"};

  /** Calls of one operation. */
  interface Exercise {
    void run(DescribedCalls calls) throws Exception;
  }

  /** An exercise for each operation, by its method and path. */
  Map<String, Exercise> all() {
    Map<String, Exercise> all = new TreeMap<>();
    hanoi(all);
    all.put("POST /jobs", this::submit);
    all.put("POST /types/{type}/jobs", this::submitOfType);
    new JobExercises(service).addTo(all);
    new ManyJobsExercises(service).addTo(all);
    new WorkExercises(description, service, unlinked).addTo(all);
    service(all);
    circuit(all);
    page(all);
    return all;
  }

  private void hanoi(Map<String, Exercise> all) {
    all.put(
        "GET /api/hanoi",
        calls -> {
          String target = "/api/hanoi?n=3";
          String tag = tag(target);
          calls.call(200, target);
          calls.call(200, target + "&from=2&count=2", "Accept", "text/plain");
          calls.call(200, target, "Accept", "application/octet-stream");
          calls.call(206, target, "Range", "bytes=1-5", "If-Range", tag);
          calls.call(304, target, "If-None-Match", tag);
          calls.call(400, "/api/hanoi?n=0");
          calls.call(406, target, "Accept", "image/png");
          calls.call(416, target, "Range", "bytes=9999-");
          calls.of(unlinked).call(503, target);
        });
    all.put(
        "GET /api/hanoi/state",
        calls -> {
          calls.call(200, "/api/hanoi/state?n=3&move=2");
          calls.call(400, "/api/hanoi/state?n=3&move=8");
        });
    all.put(
        "GET /api/hanoi/path",
        calls -> {
          calls.call(200, "/api/hanoi/path?from=000&to=222");
          calls.call(
              304,
              "/api/hanoi/path?from=0&to=1",
              "If-None-Match",
              tag("/api/hanoi/path?from=0&to=1"));
          calls.call(400, "/api/hanoi/path?from=000&to=22");
          calls.call(422, "/api/hanoi/path?from=" + "0".repeat(31) + "&to=" + "2".repeat(31));
        });
  }

  private String tag(String target) throws Exception {
    return service.get(target).headers().firstValue("ETag").orElseThrow();
  }

  private void submit(DescribedCalls calls) throws Exception {
    String job = "{\"type\":\"simulate\",\"complexity\":0}";
    calls.send(200, "/jobs", job, JobExercises.with(JSON, "Traceparent", trace()));
    calls.send(200, "/jobs", job, JobExercises.with(JSON, "Prefer", "wait=30"));
    batch(job + "\n{\"type\":\"nobody\"}\n");
    keys(calls, "/jobs", job, "{\"type\":\"simulate\",\"complexity\":1}");
    calls.send(400, "/jobs", "[]", JSON);
    calls.send(400, "/jobs", "{\"type\":\"nobody\"}", JSON);
    calls.send(413, "/jobs", "{\"x\":\"" + "y".repeat(1 << 20) + "\"}", JSON);
    calls.send(415, "/jobs", job, TEXT);
    validated(calls, "/jobs", job);
    calls.of(full).send(429, "/jobs", job, JSON);
  }

  private void submitOfType(DescribedCalls calls) throws Exception {
    String target = "/types/cat/jobs";
    String more =
        "?priority=3&emergency=true&max_attempts=2&label=a=b&run_at=" + JobExercises.LATER;
    calls.send(200, target + more, "any text", JobExercises.with(TEXT, "Traceparent", trace()));
    calls.send(200, target, "any text", JobExercises.with(TEXT, "Prefer", "wait=30"));
    keys(calls, target, "{}", "{\"other\":1}");
    calls.send(400, target + "?priority=101", "{}", JSON);
    calls.send(400, "/types/nobody/jobs", "{}", JSON);
    calls.send(413, target, "y".repeat((1 << 20) + 1), TEXT);
    validated(calls, target, "{}");
    calls.of(full).send(429, "/types/simulate/jobs", "{}", JSON);
  }

  private static String trace() {
    return "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  }

  /** A key's first job, the same again, another job, and the same once its job is gone. */
  private void keys(DescribedCalls calls, String target, String job, String other)
      throws Exception {
    String[] headers = JobExercises.with(JSON, "Idempotency-Key", target, "Prefer", "wait=30");
    String id = calls.send(200, target, job, headers).path("id").stringValue();
    assertEquals(id, calls.send(200, target, job, headers).path("id").stringValue());
    calls.send(422, target, other, headers);
    service.send("POST", "/jobs/delete", JobExercises.ids(id), JSON);
    calls.send(409, target, job, headers);
  }

  private void validated(DescribedCalls calls, String target, String job) throws Exception {
    validation.answers(400);
    calls.send(422, target, job, JSON);
    validation.answers(500);
    calls.send(502, target, job, JSON);
    validation.answers(200);
    service.send("POST", "/circuit/validation/isolate", "");
    try {
      calls.send(503, target, job, JSON);
    } finally {
      service.send("POST", "/circuit/validation/reset", "");
    }
  }

  /** What is said of the lines of a batch. */
  private void batch(String lines) throws Exception {
    String answer =
        service.send("POST", "/jobs", lines, "Content-Type", "application/x-ndjson").body();
    List<String> answers = answer.lines().toList();
    assertEquals(List.of(), faults("AcceptedJob", Json.parse(answers.getFirst())));
    assertEquals(List.of(), faults("Problem", Json.parse(answers.getLast())));
  }

  private List<String> faults(String schema, JsonNode value) {
    return description
        .schemas()
        .faults(description.document().at("/components/schemas/" + schema), value);
  }

  private void service(Map<String, Exercise> all) {
    for (String path : List.of("/types", "/queue", "/status", "/backup", "/version")) {
      all.put("GET " + path, calls -> calls.call(200, path));
    }
    for (String action : List.of("/queue/pause", "/queue/resume")) {
      all.put("POST " + action, calls -> calls.call(200, action));
    }
    all.put(
        "GET /metrics",
        calls -> {
          calls.call(200, "/metrics");
          calls.call(200, "/metrics", "Accept", "application/openmetrics-text");
          calls.call(406, "/metrics", "Accept", "image/png");
        });
    all.put("GET /livez", calls -> calls.call(200, "/livez?verbose"));
    all.put(
        "GET /readyz",
        calls -> {
          calls.call(200, "/readyz?verbose");
          calls.call(400, "/readyz?verbose=maybe");
          calls.of(unlinked).call(503, "/readyz?verbose");
        });
    all.put(
        "GET /events",
        calls -> {
          calls.events("/events", this::change, Set.of("reset", "job", "queue", "circuit"));
          calls.events("/events", () -> {}, Set.of("reset"), "Last-Event-ID", "0-1");
        });
  }

  private void change() throws Exception {
    new JobExercises(service).completed("{}");
    service.send("POST", "/circuit/engine/isolate", "");
    service.send("POST", "/circuit/engine/reset", "");
  }

  private void circuit(Map<String, Exercise> all) {
    all.put("GET /circuit", calls -> calls.call(200, "/circuit"));
    for (String action : List.of("/isolate", "/reset")) {
      all.put(
          "POST /circuit/{name}" + action,
          calls -> {
            calls.call(200, "/circuit/engine" + action);
            calls.call(404, "/circuit/nobody" + action);
          });
    }
  }

  private void page(Map<String, Exercise> all) {
    for (String path : List.of("/", "/openapi.json", "/asyncapi.json")) {
      all.put("GET " + path, calls -> calls.call(200, path));
    }
  }
}
