package pagoda.app;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.app.api.BrokerStatus;
import pagoda.app.api.DescriptionApi;
import pagoda.app.api.LiveEvents;
import pagoda.app.api.StatusJson;
import pagoda.app.breakers.Breakers;
import pagoda.app.engine.EngineHandler;
import pagoda.app.failures.FailureCode;
import pagoda.app.jobs.Queues;
import pagoda.app.jobs.ServedTypes;
import pagoda.app.jobs.Validation;
import pagoda.app.jobs.WorkerState;
import pagoda.app.lifecycle.Build;
import pagoda.app.lifecycle.Readiness;
import pagoda.app.metrics.Metrics;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Settings;
import pagoda.app.settings.SettingsLoader;
import pagoda.app.solver.LocalAnswers;
import pagoda.app.types.RunMode;
import pagoda.app.work.WorkApi;
import pagoda.breaker.Classifier;
import pagoda.breaker.State;
import pagoda.broker.RpcCode;
import pagoda.hanoi.SolverPool;
import pagoda.http.Json;
import pagoda.http.ProblemCodes;
import pagoda.http.Role;
import pagoda.http.Route;
import pagoda.queue.JobQueue;
import pagoda.queue.JobState;
import pagoda.queue.StopReason;
import pagoda.queue.StorageState;
import pagoda.queue.operation.OperationState;
import tools.jackson.databind.JsonNode;

/** {@code openapi.json} describes exactly the routes there are, for whom, with which parameters. */
class DescribedRoutesTest {
  /** Outside an image there are no files of the page to be served. */
  private static final String PAGE = "GET /";

  @TempDir private static Path data;
  private static JsonNode description;
  private static final Map<String, Route> ROUTES = new TreeMap<>();
  private static final Map<String, JsonNode> DESCRIBED = new TreeMap<>();

  @BeforeAll
  static void readBoth() throws Exception {
    description = read("openapi.json");
    for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
        if (!entry.getKey().equals("parameters")) {
          DESCRIBED.put(
              entry.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
              entry.getValue());
        }
      }
    }
    routes(SettingsLoader.load(Optional.empty(), Map.of(), List.of("data.dir=" + data)))
        .forEach(route -> ROUTES.put(route.method() + " " + route.pattern(), route));
  }

  private static JsonNode read(String file) throws IOException {
    try (InputStream in = DescriptionApi.class.getResourceAsStream(file)) {
      return Json.parse(in.readAllBytes());
    }
  }

  private static StatusJson status(
      JobQueue queue, SolverPool pool, Breakers breakers, ServedTypes types, Clock clock) {
    return new StatusJson(
        queue,
        pool,
        breakers,
        () -> BrokerStatus.EMBEDDED,
        new Readiness(),
        Build.current(),
        () -> types.handlers().types(),
        false,
        clock);
  }

  private static Breakers breakers(Settings settings, Clock clock) {
    Breakers breakers = new Breakers(settings, clock);
    breakers.add(Keys.BREAKER_VALIDATION, Classifier.standard());
    return breakers;
  }

  private static List<Route> routes(Settings settings) throws Exception {
    Clock clock = Clock.systemUTC();
    Build build = Build.current();
    Readiness readiness = new Readiness();
    Breakers breakers = breakers(settings, clock);
    try (SolverPool pool = SolverPools.of(settings)) {
      LocalAnswers answers = new LocalAnswers(pool);
      ServedTypes types = ServedTypes.of(settings, Queues.handlers(settings, answers, pool));
      JobQueue queue = Queues.open(settings, types.handlers(), pool);
      StatusJson status = status(queue, pool, breakers, types, clock);
      try (types;
          LiveEvents events = new LiveEvents(queue, breakers, status, clock)) {
        Endpoints endpoints =
            new Endpoints(
                settings,
                build,
                readiness,
                answers,
                queue,
                types,
                Validation.NONE,
                breakers,
                status,
                events,
                WorkApi.of(queue.leases(), 1),
                new Metrics(build));
        return endpoints.routes().all();
      } finally {
        queue.close(Duration.ofSeconds(10));
      }
    }
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() {
    Set<String> described = new TreeSet<>(DESCRIBED.keySet());
    described.remove(PAGE);
    assertEquals(
        List.copyOf(ROUTES.keySet()),
        List.copyOf(described),
        "describe it in modules/pagoda.app/pagoda/app/api/openapi.json");
  }

  @Test
  void eachNamesTheRoleThatItAsksFor() {
    ROUTES.forEach((name, route) -> {
      String role =
          route.role().map(Role::toString).map(r -> "[{\"token\":[\"" + r + "\"]}]").orElse("[]");
      assertEquals(role, DESCRIBED.get(name).path("security").toString(), name);
      assertEquals(route.isOpen(), route.role().isEmpty(), name);
    });
  }

  /** The moves look at their parameters themselves. */
  @Test
  void eachNamesItsQueryParameters() {
    ROUTES.forEach((name, route) -> {
      if (route.queries().isPresent()) {
        Set<String> described = new TreeSet<>();
        for (JsonNode parameter : DESCRIBED.get(name).path("parameters")) {
          JsonNode meant = resolved(parameter);
          if (meant.path("in").stringValue().equals("query")) {
            described.add(meant.path("name").stringValue());
          }
        }
        assertEquals(new TreeSet<>(route.queries().get()), described, name);
      } else {
        assertEquals("GET /api/hanoi", name);
      }
    });
  }

  @Test
  void eachNamesTheMediaTypesThatItTakes() {
    ROUTES.forEach((name, route) -> {
      JsonNode content = resolved(DESCRIBED.get(name).path("requestBody")).path("content");
      Set<String> taken = new TreeSet<>(content.propertyNames());
      taken.remove("*/*");
      Set<String> accepted =
          route.accepts().keySet().stream()
              .map(Object::toString)
              .collect(toCollection(TreeSet::new));
      assertEquals(accepted, taken, name);
    });
  }

  private static JsonNode resolved(JsonNode node) {
    JsonNode ref = node.path("$ref");
    return ref.isString() ? description.at(ref.stringValue().substring(1)) : node;
  }

  /** Joint 23: the list is closed. */
  @Test
  void everyCodeIsInTheClosedListWithItsStatuses() throws Exception {
    Set<String> codes = new TreeSet<>();
    for (FailureCode code : FailureCode.values()) {
      codes.add(code.name());
      assertTrue(statuses(code.name()).contains(code.status()), code.name());
    }
    for (Field code : ProblemCodes.class.getFields()) {
      codes.add((String) code.get(null));
    }
    assertEquals(codes, words("Code"));
    Set<String> withStatuses = new TreeSet<>();
    schema("Code").path("x-statuses").propertyNames().forEach(withStatuses::add);
    assertEquals(codes, withStatuses);
  }

  private static List<Integer> statuses(String code) {
    return schema("Code")
        .path("x-statuses")
        .path(code)
        .valueStream()
        .map(JsonNode::intValue)
        .toList();
  }

  private static JsonNode schema(String name) {
    return description.path("components").path("schemas").path(name);
  }

  private static Set<String> words(JsonNode schema) {
    return schema
        .path("enum")
        .valueStream()
        .filter(JsonNode::isString) // null is no word
        .map(JsonNode::stringValue)
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> words(String name) {
    return words(schema(name));
  }

  private static <E> Set<String> texts(E[] values, java.util.function.Function<E, String> text) {
    return Arrays.stream(values).map(text).collect(toCollection(TreeSet::new));
  }

  @Test
  void everyWordOfAnEnumerationIsDescribed() {
    assertEquals(texts(JobState.values(), JobState::text), words("JobState"));
    assertEquals(
        texts(State.values(), s -> s.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')),
        words("BreakerState"));
    assertEquals(
        texts(RunMode.values(), RunMode::text),
        words(schema("Type").path("properties").path("run")));
    assertEquals(
        texts(StorageState.values(), StorageState::text),
        words(schema("Queue").path("properties").path("storage")));
    assertEquals(
        texts(OperationState.values(), OperationState::text),
        words(schema("Operation").path("properties").path("state")));
    assertEquals(
        texts(WorkerState.values(), WorkerState::text),
        words(schema("Worker").path("properties").path("state")));
    Set<String> orders = texts(StopReason.values(), StopReason::text);
    orders.add("go");
    assertEquals(orders, words("Order"));
  }

  @Test
  void theQueuesInRabbitMqHaveTheirNamesAndCodes() throws Exception {
    JsonNode queues = read("asyncapi.json");
    JsonNode channels = queues.path("channels");
    assertEquals(EngineHandler.QUEUE, channels.path("hanoi").path("address").stringValue());
    assertEquals(
        Keys.BROKER_JOBS_QUEUE.defaultText(), channels.path("jobs").path("address").stringValue());
    assertEquals(
        texts(RpcCode.values(), RpcCode::text),
        words(queues.path("components").path("schemas").path("Code")));
    assertEquals(
        Stream.of("answers", "deadJobs", "deadSolves", "hanoi", "jobs").toList(),
        channels.propertyNames().stream().sorted().toList());
  }
}
