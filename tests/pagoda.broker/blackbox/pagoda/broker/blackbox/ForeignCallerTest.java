package pagoda.broker.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcServer;
import pagoda.broker.ServedRequest;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

/** What a server does for callers that are no clients of this module. */
class ForeignCallerTest extends BrokerFixture {
  private final Queue<ServedRequest> seen = new ConcurrentLinkedQueue<>();
  private Rabbit rabbit;
  private RpcServer server;
  private String replies;

  @Override
  Broker connect(BrokerListener listener) {
    return Broker.amqp(AmqpOptions.parse(RabbitNode.shared().url()), listener);
  }

  @BeforeEach
  void serveNumbers() throws Exception {
    server = serve(2, this::solve);
    rabbit = Rabbit.connect(RabbitNode.shared());
    replies = rabbit.channel().queueDeclare().getQueue();
  }

  @AfterEach
  void disconnect() throws Exception {
    rabbit.close();
  }

  /** Stands for a solver: takes a small number of discs. */
  private RpcOutcome solve(ServedRequest request) {
    seen.add(request);
    String text = echo(request.body());
    if (!text.matches("[0-9]{1,10}")) {
      return RpcFailure.of(RpcCode.BAD_REQUEST, "not a number of discs");
    }
    long discs = Long.parseLong(text);
    return discs <= 21
        ? RpcReply.text("[[0,2]]".repeat((int) discs))
        : RpcFailure.of(RpcCode.TOO_LARGE, "discs must be at most 21: " + discs);
  }

  private String deadLetters() {
    return queue + ".dead";
  }

  private static Map<?, ?> carried(GetResponse message) {
    return (Map<?, ?>) message.getProps().getHeaders().get("x-carried");
  }

  private void assertServesYet() throws Exception {
    rabbit.send(queue, "1", replies, "alive");
    GetResponse reply = rabbit.take(replies);
    assertEquals("alive", reply.getProps().getCorrelationId());
    assertEquals("[[0,2]]", new String(reply.getBody(), UTF_8));
    Await.until("nothing to be left over", () -> server.snapshot().inFlight() == 0);
  }

  @Test
  void originalRequestGetsItsBareReply() throws Exception {
    rabbit.send(queue, "2", replies, "0.52155268230914400.507");
    GetResponse reply = rabbit.take(replies);
    assertEquals("[[0,2]][[0,2]]", new String(reply.getBody(), UTF_8));
    assertEquals(
        new BasicProperties.Builder().correlationId("0.52155268230914400.507").build(),
        reply.getProps());
    assertTrue(seen.peek().plain());
    assertEquals(1, seen.peek().attempt());
  }

  @Test
  void scenario17MissingCorrelationIdGetsAReplyWithoutOne() throws Exception {
    rabbit.send(queue, "1", replies, null);
    GetResponse reply = rabbit.take(replies);
    assertNull(reply.getProps().getCorrelationId());
    assertEquals("[[0,2]]", new String(reply.getBody(), UTF_8));
    assertServesYet();
  }

  static Map<String, byte[]> poison() {
    Map<String, byte[]> poison = new HashMap<>();
    poison.put("not a number", "five".getBytes(UTF_8));
    poison.put("negative", "-5".getBytes(UTF_8));
    poison.put("invalid UTF-8", new byte[] {(byte) 0xff, (byte) 0xfe, '5'});
    poison.put("a mebibyte of digits", "7".repeat(1 << 20).getBytes(UTF_8));
    poison.put("empty", new byte[0]);
    return poison;
  }

  static Set<String> poisonNames() {
    return poison().keySet();
  }

  @ParameterizedTest
  @MethodSource("poisonNames")
  void scenario17PoisonIsAnsweredAndPutAwayWithItsReason(String name) throws Exception {
    byte[] body = poison().get(name);
    BasicProperties properties =
        new BasicProperties.Builder()
            .replyTo(replies)
            .correlationId("poison")
            .expiration("60000")
            .headers(Map.of("mine", "kept"))
            .build();
    rabbit.send(queue, properties, body);
    GetResponse reply = rabbit.take(replies);
    assertEquals("poison", reply.getProps().getCorrelationId());
    assertEquals("application/problem+json", reply.getProps().getContentType());
    assertEquals(
        "{\"status\":400,\"code\":\"BAD_REQUEST\",\"detail\":\"not a number of discs\"}",
        new String(reply.getBody(), UTF_8));
    GetResponse dead = rabbit.take(deadLetters());
    assertArrayEquals(body, dead.getBody());
    assertEquals("not a number of discs", dead.getProps().getHeaders().get("x-reason").toString());
    assertEquals("BAD_REQUEST", dead.getProps().getHeaders().get("x-code").toString());
    assertEquals(queue, dead.getProps().getHeaders().get("x-queue").toString());
    assertEquals("kept", carried(dead).get("mine").toString());
    assertEquals(replies, dead.getProps().getReplyTo());
    assertNull(dead.getProps().getExpiration(), "a dead letter stays to be looked at");
    assertEquals(2, dead.getProps().getDeliveryMode());
    assertServesYet();
  }

  @Test
  void scenario17TooLargeANumberIsAnsweredOnly() throws Exception {
    rabbit.send(queue, "1000000000", replies, "c");
    assertEquals(
        "{\"status\":413,\"code\":\"TOO_LARGE\","
            + "\"detail\":\"discs must be at most 21: 1000000000\"}",
        new String(rabbit.take(replies).getBody(), UTF_8));
    assertServesYet();
    assertEquals(0, server.snapshot().deadLettered());
  }

  @Test
  void scenario17RequestWithoutReplyToIsPutAwayUnseen() throws Exception {
    rabbit.send(queue, "5", null, "c");
    GetResponse dead = rabbit.take(deadLetters());
    assertEquals(
        "the request has no reply_to", dead.getProps().getHeaders().get("x-reason").toString());
    assertTrue(seen.isEmpty());
    assertServesYet();
  }

  @Test
  void scenario17ReplyToAQueueThatIsGoneIsCountedAndForgotten() throws Exception {
    rabbit.send(queue, "5", "gone." + queue, "c");
    Await.until("the reply to come back", () -> server.snapshot().undeliverable() == 1);
    assertServesYet();
    assertEquals(0, rabbit.channel().messageCount(queue));
  }

  @Test
  void scenario19DirectReplyToGetsItsReply() throws Exception {
    Queue<String> answers = new ConcurrentLinkedQueue<>();
    rabbit
        .channel()
        .basicConsume(
            "amq.rabbitmq.reply-to",
            true,
            (_, message) -> answers.add(new String(message.getBody(), UTF_8)),
            _ -> {});
    rabbit.send(queue, "1", "amq.rabbitmq.reply-to", "c");
    Await.until("the direct reply", () -> !answers.isEmpty());
    assertEquals("[[0,2]]", answers.peek());
    Await.until("nothing to be left over", () -> server.snapshot().inFlight() == 0);
    assertEquals(0, server.snapshot().undeliverable());
  }

  @Test
  void headersOfAnyKindAndSizeDoNoHarm() throws Exception {
    Map<String, Object> headers = new HashMap<>();
    headers.put("nested", Map.of("a", 1));
    headers.put("list", java.util.List.of("a", "b"));
    headers.put("x-time-left", "not a number");
    headers.put("x-lost-deliveries", Long.MAX_VALUE - 5);
    headers.put("traceparent", "00-zz");
    rabbit.send(
        queue,
        new BasicProperties.Builder().replyTo(replies).headers(headers).build(),
        "1".getBytes(UTF_8));
    assertTrue(rabbit.take(replies).getProps().getHeaders().containsKey("x-code"));
    headers.put("x-lost-deliveries", -7L);
    headers.put("large", "x".repeat(100_000));
    rabbit.send(
        queue,
        new BasicProperties.Builder().replyTo(replies).headers(headers).build(),
        "bad".getBytes(UTF_8));
    rabbit.take(replies);
    rabbit.take(deadLetters());
    GetResponse dead = rabbit.take(deadLetters());
    assertFalse(carried(dead).containsKey("large"), "it would not fit any more");
    assertEquals(Set.of("a"), ((Map<?, ?>) carried(dead).get("nested")).keySet());
    assertServesYet();
    assertEquals(1, broker.link().epoch(), "the link lived through it");
  }

  @Test
  void scenario3ExpiredRequestIsAnsweredAndNotComputed() throws Exception {
    Map<String, Object> headers = Map.of("x-time-left", 0, "x-attempt", 1);
    rabbit.send(
        queue,
        new BasicProperties.Builder().replyTo(replies).correlationId("c").headers(headers).build(),
        "1".getBytes(UTF_8));
    GetResponse reply = rabbit.take(replies);
    assertEquals("EXPIRED", reply.getProps().getHeaders().get("x-code").toString());
    assertTrue(seen.isEmpty());
    assertEquals(1, server.snapshot().expired());
  }

  @Test
  void scenario29TimeLeftIsCountedFromReceipt() throws Exception {
    Map<String, Object> headers = Map.of("x-time-left", 30_000, "x-attempt", 3);
    rabbit.send(
        queue,
        new BasicProperties.Builder().replyTo(replies).headers(headers).build(),
        "1".getBytes(UTF_8));
    assertEquals("[[0,2]]", new String(rabbit.take(replies).getBody(), UTF_8));
    assertFalse(seen.peek().plain());
    assertEquals(3, seen.peek().attempt());
    assertTrue(seen.peek().timeLeft().toSeconds() >= 10);
    assertTrue(seen.peek().timeLeft().toSeconds() <= 31);
  }

  @Test
  void scenario24ForeignCallerCancelsByTheExchange() throws Exception {
    Gate gate = new Gate();
    String other = queue + ".gated";
    RpcServer gated =
        broker.serve(other, pagoda.broker.RpcServerOptions.defaults().withPrefetch(1), gate);
    awaitReady();
    rabbit.send(other, "x", replies, "to-cancel");
    gate.awaitEntered(1);
    rabbit
        .channel()
        .basicPublish(
            "pagoda.cancel",
            "",
            new BasicProperties.Builder().correlationId("to-cancel").build(),
            new byte[0]);
    Await.until("the cancel", () -> gated.snapshot().cancelled() == 1);
    Await.until("the acknowledgement", () -> gated.snapshot().inFlight() == 0);
  }
}
