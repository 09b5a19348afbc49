package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Calls of one operation, each answer compared with what is said of it. */
final class DescribedCalls {
  private static final int MOST_LINES = 1000;

  /** What an event without a name is, as in a browser. */
  private static final String UNNAMED = "message";

  private final Description description;
  private final String operation;
  private final Service service;
  private final Set<String> statuses;
  private final Set<String> parameters;

  DescribedCalls(Description description, String operation, Service service) {
    this(description, operation, service, new TreeSet<>(), new TreeSet<>());
  }

  private DescribedCalls(
      Description description,
      String operation,
      Service service,
      Set<String> statuses,
      Set<String> parameters) {
    this.description = description;
    this.operation = operation;
    this.service = service;
    this.statuses = statuses;
    this.parameters = parameters;
  }

  /** The same operation of another service. */
  DescribedCalls of(Service other) {
    return new DescribedCalls(description, operation, other, statuses, parameters);
  }

  /** Does something while a stream is read. */
  interface Step {
    void run() throws Exception;
  }

  JsonNode call(int status, String target, String... headers) throws Exception {
    return send(status, target, "", headers);
  }

  /** A call with a body; {@code headers} name its media type. */
  JsonNode send(int status, String target, String body, String... headers) throws Exception {
    note(target, headers);
    HttpResponse<String> answer = service.send(method(), target, body, headers);
    assertEquals(status, answer.statusCode(), () -> method() + " " + target + "\n" + answer.body());
    return check(answer);
  }

  private String method() {
    return operation.substring(0, operation.indexOf(' '));
  }

  /** A target that is not the operation's own would prove nothing of it. */
  private void note(String target, String... headers) {
    String path = target.replaceFirst("\\?.*", "");
    String pattern =
        operation.substring(operation.indexOf(' ') + 1).replaceAll("\\{[^}]*}", "[^/]+");
    assertTrue(path.matches(pattern), target + " is not " + operation);
    if (path.length() < target.length()) {
      for (String pair : target.substring(path.length() + 1).split("&", -1)) {
        parameters.add("query " + pair.replaceFirst("=.*", ""));
      }
    }
    for (int i = 0; i < headers.length; i += 2) {
      parameters.add("header " + headers[i]);
    }
    if (!path.equals(operation.substring(operation.indexOf(' ') + 1))) {
      Pattern.compile("\\{([^}]*)}")
          .matcher(operation)
          .results()
          .forEach(name -> parameters.add("path " + name.group(1)));
    }
  }

  private JsonNode check(HttpResponse<String> answer) {
    String what = operation + " " + answer.statusCode();
    statuses.add(Integer.toString(answer.statusCode()));
    JsonNode said = description.response(operation, answer.statusCode());
    headers(what, said, answer);
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonNode content = said.path("content");
    if (answer.body().isEmpty() && content.isEmpty()) {
      return content;
    }
    String key = content.has(type) ? type : "*/*";
    assertTrue(content.has(key), what + " has the media type " + type + ", described: " + content);
    if (answer.statusCode() == 206 || !type.endsWith("json") || type.endsWith("ndjson")) {
      return content.path(key);
    }
    JsonNode value = Json.parse(answer.body());
    List<String> faults = description.schemas().faults(content.path(key).path("schema"), value);
    assertEquals(List.of(), faults, what + ": " + value);
    problem(what, type, value, answer.statusCode());
    return value;
  }

  private void problem(String what, String type, JsonNode value, int status) {
    if (type.equals("application/problem+json")) {
      assertEquals(status, value.path("status").intValue(), what);
      JsonNode allowed =
          description
              .document()
              .at("/components/schemas/Code/x-statuses/" + value.path("code").stringValue());
      assertTrue(allowed.valueStream().anyMatch(s -> s.intValue() == status), what + ": " + value);
    }
  }

  private void headers(String what, JsonNode said, HttpResponse<String> answer) {
    assertTrue(answer.headers().firstValue("X-Request-Id").isPresent(), what);
    for (Map.Entry<String, JsonNode> header : said.path("headers").properties()) {
      JsonNode meant = description.schemas().resolve(header.getValue());
      var value = answer.headers().firstValue(header.getKey());
      assertTrue(value.isPresent() || !meant.path("required").asBoolean(false), what + header);
      value.ifPresent(text -> {
        JsonNode node = tools.jackson.databind.node.JsonNodeFactory.instance.stringNode(text);
        assertEquals(List.of(), description.schemas().faults(meant.path("schema"), node), what);
      });
    }
  }

  /** Reads a stream of events until each of {@code names} was there. */
  void events(String target, Step meanwhile, Set<String> names, String... headers)
      throws Exception {
    note(target, headers);
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.url(target)));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpClient client = HttpClient.newHttpClient();
    try {
      HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
      assertEquals(200, answer.statusCode());
      statuses.add("200");
      JsonNode content =
          description.response(operation, 200).path("content").path("text/event-stream");
      String type = answer.headers().firstValue("Content-Type").orElse("");
      assertTrue(type.startsWith("text/event-stream"), type);
      meanwhile.run();
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        read(lines, content.path("x-events"), new TreeSet<>(names));
      }
    } finally {
      client.shutdownNow(); // close would wait for the end of a stream that a fault left open
    }
  }

  private void read(BufferedReader lines, JsonNode described, Set<String> missing)
      throws Exception {
    String event = UNNAMED;
    for (int i = 0; !missing.isEmpty(); i++) {
      assertTrue(i < MOST_LINES, operation + " has no event " + missing);
      String line = lines.readLine();
      if (line.startsWith("event: ")) {
        event = line.substring("event: ".length());
        assertTrue(described.has(event), operation + " does not describe the event " + event);
      } else if (line.startsWith("data: ")) {
        JsonNode schema = described.path(event);
        JsonNode data = data(schema, line.substring("data: ".length()));
        List<String> faults = description.schemas().faults(schema, data);
        assertEquals(List.of(), faults, operation + " event " + event);
        missing.remove(event);
      } else if (line.isEmpty()) {
        event = UNNAMED;
      }
    }
  }

  /** JSON, unless it is described as text. */
  private static JsonNode data(JsonNode schema, String text) {
    return schema.path("type").asString("").equals("string")
        ? tools.jackson.databind.node.JsonNodeFactory.instance.stringNode(text)
        : Json.parse(text);
  }

  /** Fails for each status and each parameter that is described and was not met. */
  void assertAllMet() {
    Set<String> described = new TreeSet<>(description.statuses(operation));
    described.removeAll(statuses);
    assertEquals(Set.of(), described, operation + ": described, and not met");
    Set<String> unused = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (JsonNode parameter : description.parameters(operation)) {
      unused.add(parameter.path("in").stringValue() + " " + parameter.path("name").stringValue());
    }
    parameters.forEach(unused::remove);
    assertEquals(Set.of(), unused, operation + ": described, and not used");
  }
}
