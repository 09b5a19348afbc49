package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The part of {@link OperationExercises} that is about work elsewhere. Each operation has a type of
 * its own, so that none takes another's jobs. {@code crowded} may end with as many types as there
 * may be.
 */
record WorkExercises(Description description, Service service, Service crowded) {
  private static final String[] JSON = {"Content-Type", "application/json"};
  private static final String[] ACCEPT_JSON = {"Accept", "application/json"};
  private static final String[] OTHER = {"Pagoda-Protocol", "2"};
  private static final String[] USAGE = {
    "Pagoda-Exit-Status", "0", "Pagoda-Peak-Memory", "4096", "Pagoda-Cpu-Ms", "7"
  };

  /** More than a beat, a result and a checkpoint of the service may have. */
  private static final String LARGE = "y".repeat((1 << 20) + 1);

  void addTo(Map<String, OperationExercises.Exercise> all) {
    all.put("POST /work/claim", this::claim);
    all.put("POST /work/{id}/beat", this::beat);
    all.put("GET /work/{id}/checkpoint", this::checkpoint);
    all.put("PUT /work/{id}/checkpoint", this::save);
    all.put("POST /work/{id}/complete", this::complete);
    all.put("POST /work/{id}/fail", this::fail);
    all.put("POST /work/{id}/snooze", this::snooze);
    all.put("POST /work/{id}/release", this::release);
    workers(all);
  }

  private static String body(List<String> types) {
    return "{\"worker\":\"exercise\",\"types\":[\"%s\"],\"slots\":1}"
        .formatted(String.join("\",\"", types));
  }

  private void claim(DescribedCalls calls) throws Exception {
    String body = body(List.of("claimed"));
    calls.send(204, "/work/claim?wait=0", body, "Pagoda-Protocol", "1");
    hand("claimed?label=k=v", "{\"n\":1}");
    calls.send(200, "/work/claim?wait=20", body, JSON);
    hand("claimed?label=k=v", "{\"n\":2}");
    JsonNode leased = calls.send(200, "/work/claim?wait=20", body, ACCEPT_JSON);
    assertEquals(List.of(), faults("LeasedJob", leased));
    hand("claimed", "not JSON", "Content-Type", "text/csv");
    calls.send(200, "/work/claim?wait=20", body);
    calls.send(400, "/work/claim?wait=56", body);
    calls.send(413, "/work/claim", body(types("much", 20_000)));
    calls.send(426, "/work/claim", body, OTHER);
    String id = worker();
    service.send("POST", "/workers/" + id + "/quiet", "");
    calls.send(204, "/work/claim", "{\"worker\":\"w\",\"id\":\"" + id + "\",\"types\":[\"q\"]}");
    crowded.send("POST", "/work/claim", body(types("many", 900)));
    calls.of(crowded).send(409, "/work/claim", body(types("more", 200)));
  }

  private List<String> faults(String schema, JsonNode value) {
    return description
        .schemas()
        .faults(description.document().at("/components/schemas/" + schema), value);
  }

  private static List<String> types(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.toList());
  }

  private void hand(String type, String payload, String... headers) throws Exception {
    int status =
        service
            .send(
                "POST",
                "/types/"
                    + type.replaceFirst("\\?", "/jobs?")
                    + (type.contains("?") ? "" : "/jobs"),
                payload,
                headers.length == 0 ? JSON : headers)
            .statusCode();
    assertEquals(200, status);
  }

  /** A job of a type that exists since it is claimed, as the claim was answered; it has begun. */
  private JsonNode held(String type) throws Exception {
    String body = body(List.of(type));
    service.send("POST", "/work/claim", body);
    hand(type, "{}");
    JsonNode held =
        Json.parse(service.send("POST", "/work/claim?wait=20", body, ACCEPT_JSON).body());
    service.send("POST", target(held, "/beat"), "", lease(held));
    return held;
  }

  private static String target(JsonNode held, String part) {
    return "/work/" + held.path("job").stringValue() + part;
  }

  /** The headers that who holds a job sends, and more. */
  private static String[] lease(JsonNode held, String... more) {
    return JobExercises.with(new String[] {"Pagoda-Lease", held.path("lease").stringValue()}, more);
  }

  /** What every operation of an attempt refuses alike. */
  private static void refusals(DescribedCalls calls, JsonNode held, String part, String body)
      throws Exception {
    String nobody = "/work/" + UUID.randomUUID() + part;
    calls.send(400, target(held, part), body);
    calls.send(404, nobody, body, lease(held));
    calls.send(409, target(held, part), body, "Pagoda-Lease", "A".repeat(22));
    calls.send(426, target(held, part), body, lease(held, OTHER));
  }

  private void beat(DescribedCalls calls) throws Exception {
    JsonNode held = held("beaten");
    String target = target(held, "/beat");
    String report = "{\"progress\":0.5,\"log\":\"half\\n\"}";
    calls.send(200, target, report, lease(held));
    calls.send(200, target + "?wait=0", "", lease(held, ACCEPT_JSON));
    calls.send(413, target, LARGE, lease(held));
    refusals(calls, held, "/beat", "");
  }

  private void checkpoint(DescribedCalls calls) throws Exception {
    JsonNode held = held("read");
    String target = target(held, "/checkpoint");
    calls.call(204, target, lease(held));
    service.send("PUT", target, "state", lease(held));
    calls.call(200, target, lease(held));
    refusals(calls, held, "/checkpoint", "");
  }

  private void save(DescribedCalls calls) throws Exception {
    JsonNode held = held("saved");
    calls.send(204, target(held, "/checkpoint"), "state", lease(held));
    calls.send(413, target(held, "/checkpoint"), LARGE, lease(held));
    refusals(calls, held, "/checkpoint", "state");
  }

  private void complete(DescribedCalls calls) throws Exception {
    JsonNode held = held("completed");
    String target = target(held, "/complete");
    refusals(calls, held, "/complete", "{}");
    calls.send(413, target, LARGE, lease(held));
    calls.send(400, target, "{}", lease(held, "Pagoda-Cpu-Ms", "-1"));
    calls.send(200, target, "{}", lease(held, USAGE));
    calls.send(200, target, "{}", lease(held, USAGE));
    JsonNode job = new TypeJobs(service).job(held.path("job").stringValue());
    assertEquals("exercise", job.at("/attempts/0/worker").asString(), job::toString);
    assertEquals(List.of(), faults("FullJob", job));
  }

  private void fail(DescribedCalls calls) throws Exception {
    JsonNode held = held("failed");
    refusals(calls, held, "/fail", "no luck");
    calls.send(400, target(held, "/fail?retry=false&after=1s"), "", lease(held));
    calls.send(413, target(held, "/fail"), LARGE, lease(held));
    calls.send(200, target(held, "/fail?after=1h&retry=true"), "no luck", lease(held, USAGE));
    JsonNode another = held("failed");
    calls.send(200, target(another, "/fail?retry=false"), "never", lease(another));
  }

  private void snooze(DescribedCalls calls) throws Exception {
    JsonNode held = held("snoozed");
    refusals(calls, held, "/snooze?after=1h", "");
    calls.send(400, target(held, "/snooze"), "", lease(held));
    calls.send(200, target(held, "/snooze?after=1h"), "", lease(held, USAGE));
  }

  private void release(DescribedCalls calls) throws Exception {
    JsonNode held = held("released");
    refusals(calls, held, "/release", "");
    calls.send(413, target(held, "/release"), LARGE, lease(held));
    calls.send(200, target(held, "/release"), "state", lease(held));
  }

  private String worker() throws Exception {
    String id = UUID.randomUUID().toString();
    String body = "{\"worker\":\"told\",\"id\":\"" + id + "\",\"types\":[\"told\"]}";
    assertEquals(204, service.send("POST", "/work/claim", body).statusCode());
    return id;
  }

  private void workers(Map<String, OperationExercises.Exercise> all) {
    all.put(
        "GET /workers",
        calls -> {
          held("shown");
          worker();
          calls.call(200, "/workers");
        });
    for (String action : List.of("/quiet", "/resume")) {
      all.put(
          "POST /workers/{id}" + action,
          calls -> {
            calls.call(200, "/workers/" + worker() + action);
            calls.call(404, "/workers/" + UUID.randomUUID() + action);
          });
    }
  }
}
