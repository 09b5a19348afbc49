package pagoda.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** Any AMQP client hands in jobs, and hears of their ends. */
class BrokerJobsTest {
  private static final String QUEUE = "pagoda.jobs";
  private static final String DEAD = "pagoda.jobs.dead";
  private static final byte[] JOB = "{\"order\":4711}".getBytes(UTF_8);

  private static RabbitNode node;
  private static Service service;
  private static Connection connection;
  private static Channel channel;
  private static String replies;

  @BeforeAll
  static void start() throws Exception {
    node = RabbitNode.launch();
    service = serve("simulate.failure-rate=0");
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(node.url());
    connection = factory.newConnection();
    channel = connection.createChannel();
    channel.confirmSelect();
    replies = channel.queueDeclare().getQueue();
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    service.close();
    node.close();
  }

  private static Service serve(String... more) throws Exception {
    String[] settings =
        Stream.concat(
                Stream.of("broker.urls=" + node.url(), "broker.fallback=local"), Stream.of(more))
            .toArray(String[]::new);
    Service started = Service.start(settings);
    Await.until("the queue of jobs", () -> node.ctl("list_queues", "name").contains(QUEUE));
    return started;
  }

  private static BasicProperties.Builder type(String type) {
    return new BasicProperties.Builder().type(type).contentType("application/json");
  }

  private static void send(BasicProperties properties, byte[] body) throws Exception {
    channel.basicPublish("", QUEUE, true, properties, body);
    channel.waitForConfirmsOrDie(60_000);
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

  private static JsonNode json(GetResponse message) {
    return Json.parse(new String(message.getBody(), UTF_8));
  }

  @Test
  void theJobComesBackAtItsEndWithEverythingThatWasSaid() throws Exception {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    send(
        type("simulate")
            .priority(200)
            .replyTo(replies)
            .correlationId("order 4711")
            .headers(Map.of("traceparent", trace))
            .build(),
        JOB);
    GetResponse reply = take(replies);
    assertEquals("order 4711", reply.getProps().getCorrelationId());
    assertEquals("application/json", reply.getProps().getContentType());
    JsonNode job = json(reply);
    assertEquals("completed", job.path("state").stringValue());
    assertEquals(100, job.path("priority").intValue(), "200 is taken as 100");
    assertEquals(4711, job.path("payload").path("order").intValue());
    String path = "/jobs/" + job.path("id").stringValue();
    assertEquals(job, Json.parse(service.get(path).body()), "what HTTP says of it too");
  }

  @Test
  void withoutReplyToItIsTakenAndNothingIsSent() throws Exception {
    long before = completed(service);
    send(type("simulate").messageId("silent").build(), "{\"silent\":true}".getBytes(UTF_8));
    Await.until("nothing waits", () -> channel.messageCount(QUEUE) == 0);
    assertEquals(0, channel.messageCount(DEAD));
    Await.until("the job's end", () -> completed(service) == before + 1);
    assertEquals(0, channel.messageCount(replies));
  }

  private static long completed(Service of) throws Exception {
    return Json.parse(of.get("/jobs?state=completed&limit=100").body()).path("jobs").size();
  }

  @Test
  void aMessageThatComesAgainIsOneJobAndHearsOfItAgain() throws Exception {
    BasicProperties properties =
        type("simulate").messageId("twice").replyTo(replies).correlationId("twice").build();
    send(properties, JOB);
    JsonNode first = json(take(replies));
    send(properties, JOB);
    assertEquals(first, json(take(replies)));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("no type", null, "application/json", "{}", "BAD_REQUEST"),
        Arguments.of("a type of nobody", "nope", "application/json", "{}", "BAD_REQUEST"),
        Arguments.of("no JSON", "simulate", "application/json", "{", "BAD_REQUEST"),
        Arguments.of("large", "simulate", null, "7".repeat((1 << 20) + 1), "TOO_LARGE"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void aRefusalIsAnErrorReplyAndADeadLetter(
      String name, String type, String contentType, String body, String code) throws Exception {
    BasicProperties properties =
        new BasicProperties.Builder()
            .type(type)
            .contentType(contentType)
            .replyTo(replies)
            .correlationId(name)
            .build();
    send(properties, body.getBytes(UTF_8));
    GetResponse reply = take(replies);
    assertEquals(name, reply.getProps().getCorrelationId());
    assertEquals(code, header(reply, "x-code"));
    GetResponse dead = take(DEAD);
    assertEquals(header(reply, "x-message"), header(dead, "x-reason"));
    assertEquals(QUEUE, header(dead, "x-queue"));
    send(
        new BasicProperties.Builder().type(type).contentType(contentType).build(),
        body.getBytes(UTF_8));
    assertEquals(code, header(take(DEAD), "x-code"), "nobody waits for an answer: the same");
    assertEquals(0, channel.messageCount(replies));
  }

  private static String header(GetResponse message, String name) {
    return message.getProps().getHeaders().get(name).toString();
  }

  @Test
  void aFullQueueLetsMessagesWaitInTheBrokerAndKillingTheServiceLosesNone() throws Exception {
    String full = "pagoda.full";
    Path data = Files.createTempDirectory("pagoda-full");
    String[] settings = {
      "broker.jobs-queue=" + full,
      "queue.capacity=8",
      "queue.reserve=1",
      "simulate.failure-rate=0",
      "data.dir=" + data
    };
    List<String> ids = IntStream.range(0, 12).mapToObj(i -> "full-" + i).toList();
    channel.queueDeclare(full, true, false, false, Map.of("x-max-priority", 10));
    Service first = serve(settings);
    try (first) {
      assertEquals(200, first.send("POST", "/queue/pause", "").statusCode());
      for (String id : ids) {
        channel.basicPublish(
            "",
            full,
            type("simulate").messageId(id).replyTo(replies).correlationId(id).build(),
            JOB);
      }
      channel.waitForConfirmsOrDie(60_000);
      Await.until("the queue is full", () -> first.log().contains("jobs from the broker wait"));
      assertTrue(first.log().contains("QUEUE_FULL"), first.log());
    }
    try (Service second = serve(settings)) {
      assertEquals(200, second.send("POST", "/queue/resume", "").statusCode());
      awaitEnds(ids);
      assertEquals(0, channel.messageCount("pagoda.full.dead"));
      assertEquals(ids.size(), completed(second), "each message is one job");
      assertFalse(second.log().contains("dead_letter"), second.log());
    }
  }

  /** Takes the answers of these jobs, each at least once. */
  private static void awaitEnds(List<String> ids) throws Exception {
    List<String> answered = new ArrayList<>();
    Await.until(
        "every job's end",
        () -> {
          GetResponse reply = channel.basicGet(replies, true);
          if (reply != null) {
            assertEquals("completed", json(reply).path("state").stringValue());
            answered.add(reply.getProps().getCorrelationId());
          }
          return answered.stream().distinct().count() == ids.size();
        });
  }
}
