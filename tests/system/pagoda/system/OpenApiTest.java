package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The service answers as {@code openapi.json} says, and says no more than that. */
class OpenApiTest {
  private static final String[] JSON = {"Content-Type", "application/json"};

  /** For each role that an operation may ask for, those that do not do. */
  private static final Map<String, String> TOO_LITTLE =
      Map.of(
          "read",
          "submit,work",
          "submit",
          "read,work",
          "work",
          "read,submit",
          "admin",
          "read,submit,work");

  @TempDir private static Path folder;
  private static ValidationServer validation;
  private static Service service;
  private static Service full;
  private static Service unlinked;
  private static Description description;

  @BeforeAll
  static void start() throws Exception {
    new TypeFolder(folder)
        .shell("cat", "exec cat", "labels = order", "timeout = 1m", "priority = 1")
        .shell("fails", "echo no luck >&2; exit 65", "attempts = 1")
        .file("broken", "run = shell");
    validation = new ValidationServer();
    service =
        Service.start(
            "handlers.dir=" + folder,
            "simulate.failure-rate=0",
            "queue.max-result=1MiB",
            "queue.max-checkpoint=1MiB",
            "validation.timeout=30s",
            "validation.url=" + validation.url());
    full = Service.start("queue.capacity=8", "queue.reserve=1");
    full.send("POST", "/queue/pause", "");
    for (int i = 0; i < 8; i++) {
      full.send("POST", "/jobs", "{}", JSON);
    }
    unlinked = Service.start("broker.urls=amqp://127.0.0.1:1");
    description = new Description(service.get("/openapi.json").body());
  }

  @AfterAll
  static void stop() throws Exception {
    unlinked.close();
    full.close();
    service.close();
    validation.close();
  }

  @TestFactory
  Stream<DynamicTest> everyOperationAnswersAsDescribed() {
    var exercises = new OperationExercises(description, service, full, unlinked, validation).all();
    Set<String> names = new TreeSet<>(exercises.keySet());
    names.addAll(description.operations().keySet());
    return names.stream()
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  description.operation(name);
                  var exercise = exercises.get(name);
                  assertNotNull(exercise, "OperationExercises has none for " + name);
                  DescribedCalls calls = new DescribedCalls(description, name, service);
                  exercise.run(calls);
                  calls.assertAllMet();
                }));
  }

  @Test
  void everyMethodOfAPathIsDescribed() throws Exception {
    for (Map.Entry<String, JsonNode> path : description.document().path("paths").properties()) {
      Set<String> described = new TreeSet<>(Set.of("OPTIONS"));
      path.getValue().propertyNames().stream()
          .filter(name -> !name.equals("parameters"))
          .map(name -> name.toUpperCase(java.util.Locale.ROOT))
          .forEach(described::add);
      if (described.contains("GET")) {
        described.add("HEAD");
      }
      String allowed =
          service
              .send("OPTIONS", target(path.getKey()), "")
              .headers()
              .firstValue("Allow")
              .orElse("");
      assertEquals(String.join(", ", described), allowed, path.getKey());
    }
  }

  @Test
  void noOperationTakesAParameterThatIsNotDescribed() throws Exception {
    for (String name : description.operations().keySet()) {
      String[] parts = name.split(" ", 2);
      if (!name.equals("GET /")) {
        HttpResponse<String> answer =
            service.send(parts[0], target(parts[1]) + "?nonsense=1", "{}", JSON);
        assertEquals(400, answer.statusCode(), name);
        assertTrue(answer.body().contains("Unknown parameter nonsense"), answer.body());
      }
    }
  }

  @Test
  void eachAsksForTheRoleThatIsDescribed() throws Exception {
    Path file = folder.resolve("tokens");
    Map<String, String> tokens = new TreeMap<>();
    for (Map.Entry<String, String> role : TOO_LITTLE.entrySet()) {
      tokens.put(role.getKey(), TokensTest.token(file, role.getKey(), role.getKey()));
      tokens.put(role.getValue(), TokensTest.token(file, "not-" + role.getKey(), role.getValue()));
    }
    HttpClient client = HttpClient.newHttpClient();
    try (Service guarded = Service.start("http.tokens-file=" + file)) {
      for (String name : description.operations().keySet()) {
        String role = description.role(name);
        HttpRequest.Builder request = request(guarded, name);
        assertEquals(role.isEmpty(), status(client, request) != 401, name + " without a token");
        if (!role.isEmpty()) {
          request.setHeader("Authorization", tokens.get(TOO_LITTLE.get(role)));
          assertEquals(403, status(client, request), name);
          request.setHeader("Authorization", tokens.get(role));
          int allowed = status(client, request);
          assertTrue(allowed != 401 && allowed != 403, name + " with " + role + ": " + allowed);
        }
      }
    } finally {
      client.shutdownNow(); // close would wait for the end of streams
    }
  }

  /** A stream has a status long before its end. */
  private static int status(HttpClient client, HttpRequest.Builder request) throws Exception {
    HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
    answer.body().close();
    return answer.statusCode();
  }

  private static HttpRequest.Builder request(Service of, String name) {
    String[] parts = name.split(" ", 2);
    String body = mediaType(name).isEmpty() ? "" : "{}";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(of.url(target(parts[1]))))
            .method(parts[0], BodyPublishers.ofString(body));
    return body.isEmpty() ? request : request.header("Content-Type", mediaType(name));
  }

  /** One that an operation takes; empty text if it takes no body. */
  private static String mediaType(String name) {
    JsonNode content =
        description
            .schemas()
            .resolve(description.operation(name).path("requestBody"))
            .path("content");
    return content.isEmpty() ? "" : "application/json";
  }

  /** A path with something in place of its names. */
  private static String target(String pattern) {
    return pattern
        .replace("{id}", UUID.randomUUID().toString())
        .replace("{type}", "simulate")
        .replace("{name}", "engine");
  }

  @Test
  void whatIsServedIsTheSourceAndOfThisVersion() throws Exception {
    for (String file : List.of("openapi.json", "asyncapi.json")) {
      String served = service.get("/" + file).body();
      assertEquals(Description.source(file), served);
      assertEquals(
          Json.parse(service.get("/version").body()).path("version"),
          Json.parse(served).path("info").path("version"));
    }
  }
}
