package pagoda.system;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The part of {@link OperationExercises} that is about jobs that were handed in. */
record JobExercises(Service service) {
  /** A time that does not come while a test runs. */
  static final String LATER = "2099-01-01T00:00:00Z";

  private static final String[] JSON = {"Content-Type", "application/json"};
  private static final String[] TEXT = {"Content-Type", "text/plain"};

  void addTo(Map<String, OperationExercises.Exercise> all) {
    found(all);
    changed(all);
    partsOfJobs(all);
  }

  private void found(Map<String, OperationExercises.Exercise> all) {
    all.put(
        "GET /jobs",
        calls -> {
          String id = completed("{}");
          calls.call(200, "/jobs?state=completed,failed&type=cat&limit=1&after=" + id);
          calls.call(200, "/jobs?q=type:cat&zone=Europe/Berlin&count=true");
          calls.call(400, "/jobs?q=sttae:failed");
          calls.call(200, "/jobs");
          calls.call(400, "/jobs?state=lost");
        });
    all.put(
        "GET /jobs/{id}",
        calls -> {
          calls.call(200, "/jobs/" + completed("not JSON"));
          calls.call(200, "/jobs/" + failed());
          calls.call(200, "/jobs/" + waiting());
          calls.call(404, "/jobs/nobody");
        });
  }

  private void changed(Map<String, OperationExercises.Exercise> all) {
    all.put(
        "PATCH /jobs/{id}",
        calls -> {
          String target = "/jobs/" + waiting();
          calls.send(200, target, "{\"priority\":7,\"run_at\":\"" + LATER + "\"}", JSON);
          calls.send(400, target, "[]", JSON);
          calls.send(404, nobody(""), "{\"priority\":7}", JSON);
          calls.send(409, "/jobs/" + completed("{}"), "{\"priority\":7}", JSON);
          calls.send(415, target, "{\"priority\":7}", TEXT);
        });
    all.put(
        "DELETE /jobs/{id}",
        calls -> {
          String target = "/jobs/" + waiting();
          calls.call(200, target);
          calls.call(200, target);
          calls.call(409, "/jobs/" + completed("{}"));
          calls.call(404, nobody(""));
        });
    all.put(
        "POST /jobs/{id}/retry",
        calls -> {
          calls.call(200, "/jobs/" + waiting() + "/retry");
          calls.call(200, "/jobs/" + failed() + "/retry");
          calls.call(409, "/jobs/" + completed("{}") + "/retry");
          calls.call(404, nobody("/retry"));
        });
  }

  private void partsOfJobs(Map<String, OperationExercises.Exercise> all) {
    all.put(
        "GET /jobs/{id}/result",
        calls -> {
          calls.call(200, "/jobs/" + completed("{}") + "/result");
          calls.call(200, "/jobs/" + completed("not JSON") + "/result");
          calls.call(404, "/jobs/" + waiting() + "/result");
        });
    all.put(
        "GET /jobs/{id}/payload",
        calls -> {
          calls.call(200, "/jobs/" + completed("{}") + "/payload");
          calls.call(200, "/jobs/" + completed("not JSON") + "/payload");
          calls.call(404, nobody("/payload"));
        });
    all.put(
        "GET /jobs/{id}/log",
        calls -> {
          String target = "/jobs/" + completed("{}") + "/log";
          calls.call(200, target + "?attempt=1&from=0");
          calls.call(400, target + "?from=-1");
          calls.call(406, target, "Accept", "image/png");
          String said = "/jobs/" + failed() + "/log";
          String[] events = {"Accept", "text/event-stream"};
          calls.events(said, () -> {}, Set.of("message", "end"), events);
          calls.events(said, () -> {}, Set.of("end"), with(events, "Last-Event-ID", "3"));
          calls.call(404, nobody("/log"));
        });
    all.put(
        "GET /jobs/{id}/events",
        calls -> {
          String target = "/jobs/" + waiting() + "/events";
          calls.events(target, () -> {}, Set.of("job"));
          calls.events(target, () -> {}, Set.of("job", "reset"), "Last-Event-ID", "0-1");
          calls.call(404, nobody("/events"));
        });
  }

  private static String nobody(String part) {
    return "/jobs/" + UUID.randomUUID() + part;
  }

  /** The id of a job that does not run while a test does. */
  String waiting() throws Exception {
    return new TypeJobs(service).submit("cat?run_at=" + LATER, "{}");
  }

  /**
   * The id of a job that has ended well; a payload without braces is no JSON, nor is its result.
   */
  String completed(String payload) throws Exception {
    return ended("cat", payload);
  }

  private String failed() throws Exception {
    return ended("fails", "{}");
  }

  private String ended(String type, String payload) throws Exception {
    String[] headers = with(payload.startsWith("{") ? JSON : TEXT, "Prefer", "wait=30");
    JsonNode job =
        Json.parse(service.send("POST", "/types/" + type + "/jobs", payload, headers).body());
    return job.path("id").stringValue();
  }

  /** These headers and more. */
  static String[] with(String[] headers, String... more) {
    String[] both = java.util.Arrays.copyOf(headers, headers.length + more.length);
    System.arraycopy(more, 0, both, headers.length, more.length);
    return both;
  }

  /** The body that names jobs. */
  static String ids(String... ids) {
    return "{\"ids\":[\"" + String.join("\",\"", ids) + "\"],\"priority\":2}";
  }
}
