package pagoda.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

/** What no caller should send to an engine: it lives, and each gets an answer or is put away. */
class PoisonTest {
  private static final String QUEUE = "hanoi";
  private static final String DEAD = "hanoi.dead";

  private static RabbitNode node;
  private static Engine engine;
  private static Connection connection;
  private static Channel channel;
  private static String replies;

  @BeforeAll
  static void start() throws Exception {
    node = RabbitNode.launch();
    engine = Engine.start(node.url());
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(node.url());
    connection = factory.newConnection();
    channel = connection.createChannel();
    replies = channel.queueDeclare().getQueue();
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    engine.close();
    node.close();
  }

  private static void send(byte[] body, String replyTo, String correlationId) throws Exception {
    BasicProperties properties =
        new BasicProperties.Builder().replyTo(replyTo).correlationId(correlationId).build();
    channel.basicPublish("", QUEUE, properties, body);
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

  @AfterEach
  void theEngineLivesAndNothingIsLeftOver() throws Exception {
    send("2".getBytes(UTF_8), replies, "alive");
    GetResponse reply = take(replies);
    assertEquals("alive", reply.getProps().getCorrelationId());
    assertEquals("[[0,1],[0,2],[1,2]]", new String(reply.getBody(), UTF_8));
    assertEquals(0, channel.messageCount(replies), "nobody is answered twice");
    assertEquals(0, channel.messageCount(DEAD));
    assertEquals(0, channel.messageCount(QUEUE));
    assertTrue(!engine.log().contains("from=up"), engine.log());
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("not a number", "five".getBytes(UTF_8)),
        Arguments.of("negative", "-5".getBytes(UTF_8)),
        Arguments.of("zero", "0".getBytes(UTF_8)),
        Arguments.of("invalid UTF-8", new byte[] {(byte) 0xff, (byte) 0xfe, '5'}),
        Arguments.of("empty", new byte[0]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void scenario17NoNumberOfDiscsIsAnsweredAndPutAwayWithItsReason(String name, byte[] body)
      throws Exception {
    send(body, replies, name);
    GetResponse reply = take(replies);
    assertEquals(name, reply.getProps().getCorrelationId());
    assertEquals("BAD_REQUEST", header(reply, "x-code"));
    GetResponse dead = take(DEAD);
    assertArrayEquals(body, dead.getBody());
    assertEquals(header(reply, "x-message"), header(dead, "x-reason"));
  }

  static Stream<Arguments> tooLarge() {
    return Stream.of(
        Arguments.of("10^9", "1000000000"),
        Arguments.of("22", "22"),
        Arguments.of("a mebibyte of digits", "7".repeat(1 << 20)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tooLarge")
  void scenario17TooManyDiscsAreAnswered(String name, String body) throws Exception {
    send(body.getBytes(UTF_8), replies, name);
    GetResponse reply = take(replies);
    assertEquals(name, reply.getProps().getCorrelationId());
    assertEquals("TOO_LARGE", header(reply, "x-code"));
  }

  @Test
  void scenario17WithoutReplyToItIsPutAway() throws Exception {
    send("5".getBytes(UTF_8), null, "c");
    assertEquals("the request has no reply_to", header(take(DEAD), "x-reason"));
  }

  @Test
  void scenario17WithoutCorrelationIdItIsAnsweredWithoutOne() throws Exception {
    send("1".getBytes(UTF_8), replies, null);
    GetResponse reply = take(replies);
    assertNull(reply.getProps().getCorrelationId());
    assertEquals("[[0,2]]", new String(reply.getBody(), UTF_8));
  }

  @Test
  void scenario17AReplyToAQueueThatIsGoneIsForgotten() throws Exception {
    send("5".getBytes(UTF_8), "nobody's", "c");
  }

  private static String header(GetResponse message, String name) {
    return message.getProps().getHeaders().get(name).toString();
  }
}
