package pagoda.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The queues in RabbitMQ are, and what goes through them is, as {@code asyncapi.json} says. */
class AsyncApiTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private static JsonNode document;
  private static Schemas schemas;
  private static RabbitNode node;
  private static Service service;
  private static Engine engine;
  private static Connection connection;
  private static Channel channel;
  private static String replies;

  @BeforeAll
  static void start() throws Exception {
    document = Json.parse(Description.source("asyncapi.json"));
    JsonNode http = Json.parse(Description.source("openapi.json"));
    Map<String, JsonNode> documents = Map.of("", document, "openapi.json", http);
    schemas = new Schemas(documents::get);
    node = RabbitNode.launch();
    service = Service.start("broker.urls=" + node.url(), "simulate.failure-rate=0");
    engine = Engine.start(node.url());
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(node.url());
    connection = factory.newConnection();
    channel = connection.createChannel();
    channel.confirmSelect();
    replies = channel.queueDeclare().getQueue();
    Await.until(
        "both queues",
        () ->
            node.ctl("list_queues", "name")
                .lines()
                .toList()
                .containsAll(List.of("hanoi", "pagoda.jobs")));
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    engine.close();
    service.close();
    node.close();
  }

  private static JsonNode message(String name) {
    return document.path("components").path("messages").path(name);
  }

  /** Sends what the description gives as an example, and awaits the answer. */
  private static GetResponse ask(String queue, JsonNode properties, byte[] body) throws Exception {
    BasicProperties.Builder sent = new BasicProperties.Builder().replyTo(replies);
    sent.correlationId("asked").type(properties.path("type").asString(null));
    sent.contentType(properties.path("content_type").asString(null));
    sent.messageId(properties.path("message_id").asString(null));
    sent.priority(properties.path("priority").asInt(0));
    channel.basicPublish("", queue, true, sent.build(), body);
    channel.waitForConfirmsOrDie(60_000);
    GetResponse answer = take(replies);
    assertEquals("asked", answer.getProps().getCorrelationId());
    return answer;
  }

  private static GetResponse take(String queue) throws Exception {
    AtomicReference<GetResponse> taken = new AtomicReference<>();
    Await.until(
        "a message in " + queue,
        () -> {
          taken.set(channel.basicGet(queue, true));
          return taken.get() != null;
        });
    return taken.get();
  }

  private static void assertIs(String name, GetResponse message) {
    JsonNode said = message(name);
    assertEquals(List.of(), faults(said.path("x-properties"), properties(message.getProps())));
    assertEquals(List.of(), faults(said.path("headers"), headers(message.getProps())));
    if (!said.path("payload").isEmpty()) {
      JsonNode body = Json.parse(new String(message.getBody(), UTF_8));
      assertEquals(List.of(), faults(said.path("payload"), body), name);
    }
  }

  private static List<String> faults(JsonNode schema, JsonNode value) {
    return schemas.faults(schema, value);
  }

  private static JsonNode properties(BasicProperties all) {
    Map<String, Object> named = new TreeMap<>();
    named.put("content_type", all.getContentType());
    named.put("correlation_id", all.getCorrelationId());
    named.put("delivery_mode", all.getDeliveryMode());
    named.put("message_id", all.getMessageId());
    named.put("priority", all.getPriority());
    named.put("reply_to", all.getReplyTo());
    named.put("type", all.getType());
    named.values().removeIf(java.util.Objects::isNull);
    return MAPPER.valueToTree(named);
  }

  private static JsonNode headers(BasicProperties all) {
    ObjectNode json = MAPPER.createObjectNode();
    if (all.getHeaders() != null) {
      all.getHeaders()
          .forEach((name, value) ->
              json.set(
                  name,
                  value instanceof Number || value instanceof Map
                      ? MAPPER.valueToTree(value)
                      : MAPPER.valueToTree(value.toString())));
    }
    return json;
  }

  /** Another declaration than that of the queue is refused by RabbitMQ. */
  @Test
  void eachQueueIsDeclaredAsDescribed() throws Exception {
    for (String name : List.of("jobs", "hanoi", "deadJobs", "deadSolves")) {
      JsonNode described = document.path("channels").path(name);
      JsonNode queue = described.at("/bindings/amqp/queue");
      assertEquals(described.path("address"), queue.path("name"));
      Map<String, Object> arguments = new TreeMap<>();
      described
          .path("x-arguments")
          .propertyStream()
          .forEach(argument ->
              arguments.put(
                  argument.getKey(),
                  argument.getValue().isString()
                      ? argument.getValue().stringValue()
                      : (Object) argument.getValue().longValue()));
      try (Channel own = connection.createChannel()) {
        own.queueDeclarePassive(queue.path("name").stringValue());
      }
      try (Channel own = connection.createChannel()) {
        own.queueDeclare(
            queue.path("name").stringValue(),
            queue.path("durable").booleanValue(),
            queue.path("exclusive").booleanValue(),
            queue.path("autoDelete").booleanValue(),
            arguments);
      }
    }
  }

  @Test
  void aJobAsInTheExampleIsAnsweredAtItsEnd() throws Exception {
    JsonNode example = message("job").path("examples").get(0);
    assertEquals(
        List.of(), faults(message("job").path("x-properties"), message("job").path("x-example")));
    byte[] body = example.path("payload").toString().getBytes(UTF_8);
    GetResponse answer = ask("pagoda.jobs", message("job").path("x-example"), body);
    assertIs("ended", answer);
    JsonNode job = Json.parse(new String(answer.getBody(), UTF_8));
    assertEquals(example.path("payload"), job.path("payload"));
    assertEquals(message("job").at("/x-example/type"), job.path("type"));
    assertEquals(message("job").at("/x-example/priority"), job.path("priority"));
  }

  @Test
  void discsAsInTheExampleAreAnsweredWithMoves() throws Exception {
    JsonNode example = message("discs").path("examples").get(0);
    assertEquals(List.of(), faults(message("discs").path("payload"), example.path("payload")));
    assertEquals(
        List.of(),
        faults(message("discs").path("x-properties"), message("discs").path("x-example")));
    byte[] body = example.path("payload").toString().getBytes(UTF_8);
    GetResponse answer = ask("hanoi", message("discs").path("x-example"), body);
    assertIs("moves", answer);
    assertEquals(7, Json.parse(new String(answer.getBody(), UTF_8)).size());
    JsonNode most = message("discs").at("/payload/maximum");
    String beyond = Integer.toString(most.intValue() + 1);
    assertIs("refused", ask("hanoi", message("discs").path("x-example"), beyond.getBytes(UTF_8)));
  }

  @Test
  void whatIsRefusedIsAnsweredAndPutAwayAsDescribed() throws Exception {
    JsonNode nobodys = Json.parse("{\"type\":\"nobody\"}");
    assertIs("refused", ask("pagoda.jobs", nobodys, "{}".getBytes(UTF_8)));
    assertIs("dead", take("pagoda.jobs.dead"));
    assertIs("refused", ask("hanoi", Json.parse("{}"), "zero".getBytes(UTF_8)));
    assertIs("dead", take("hanoi.dead"));
  }

  /** So that what is added to the description is added here too. */
  @Test
  void everyMessageAndOperationIsKnownHere() {
    Set<String> messages = Set.of("job", "ended", "discs", "moves", "refused", "dead");
    assertEquals(messages, Set.copyOf(document.at("/components/messages").propertyNames()));
    Set<String> operations = Set.of("takeJob", "solve", "putJobAway", "putSolveAway");
    assertEquals(operations, Set.copyOf(document.path("operations").propertyNames()));
    assertFalse(document.toString().contains("pagoda.work"), "which is not served yet");
  }
}
