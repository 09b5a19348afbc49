package pagoda.broker.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerEvent;
import pagoda.broker.BrokerListener;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcServer;
import pagoda.broker.ServedRequest;
import pagoda.broker.nodes.RabbitNode;
import pagoda.broker.nodes.RawProperties;
import pagoda.broker.nodes.RawProperties.Name;
import pagoda.broker.nodes.RawPublisher;
import pagoda.broker.nodes.RawTable;
import pagoda.testing.Await;

/** One foreign message costs the fleet nothing: cases a01 to a08 and what is like them. */
class ForeignHarmTest extends BrokerFixture {
  private final Queue<ServedRequest> seen = new ConcurrentLinkedQueue<>();
  private Rabbit rabbit;
  private RpcServer server;
  private String replies;
  private String dead;

  @Override
  Broker connect(BrokerListener listener) {
    return Broker.amqp(AmqpOptions.parse(RabbitNode.shared().url()), listener);
  }

  @BeforeEach
  void serveNumbers() throws Exception {
    server = serve(2, this::solve);
    rabbit = Rabbit.connect(RabbitNode.shared());
    replies = rabbit.channel().queueDeclare().getQueue();
    dead = queue + ".dead";
  }

  @AfterEach
  void disconnect() throws Exception {
    rabbit.close();
  }

  private RpcOutcome solve(ServedRequest request) {
    seen.add(request);
    String text = echo(request.body());
    return text.matches("[0-9]{1,3}")
        ? RpcReply.text("solved " + text)
        : RpcFailure.of(RpcCode.BAD_REQUEST, "not a number of discs");
  }

  private void send(BasicProperties.Builder properties, String body) throws Exception {
    rabbit.send(queue, properties.build(), body.getBytes(UTF_8));
  }

  private static BasicProperties.Builder properties() {
    return new BasicProperties.Builder();
  }

  /** What holds after each foreign message: callers are answered, the link stands. */
  private void assertNobodyIsHarmed(int deadLetters, int replyCount, int lines) throws Exception {
    assertEquals("solved 7", ask("7"));
    Await.until("nothing to be left over", () -> server.snapshot().inFlight() == 0);
    assertEquals("solved 8", ask("8"));
    assertEquals(1, broker.link().epoch(), () -> broker.link().lastError());
    assertEquals(0, rabbit.channel().messageCount(queue));
    assertEquals(deadLetters, rabbit.channel().messageCount(dead), "dead letters");
    assertEquals(replyCount, rabbit.channel().messageCount(replies), "replies");
    assertEquals(lines, events.lines().size(), () -> "lines of log: " + events.lines());
  }

  @Test
  void a01_userIdOfTheSenderDoesNotTravelOn() throws Exception {
    RabbitNode.shared().ctl("add_user", queue, "secret");
    RabbitNode.shared().ctl("set_permissions", queue, ".*", ".*", ".*");
    try (Rabbit alice = Rabbit.connect(RabbitNode.shared().port(), queue, "secret")) {
      events.forget();
      alice.send(queue, properties().userId(queue).replyTo(replies).build(), "x".getBytes(UTF_8));
      rabbit.awaitWaiting(replies, 1);
      rabbit.awaitWaiting(dead, 1);
      assertNobodyIsHarmed(1, 1, 1);
      assertEquals(null, rabbit.take(dead).getProps().getUserId());
    } finally {
      RabbitNode.shared().ctl("delete_user", queue);
    }
  }

  @Test
  void a03_fullReplyQueueCostsOneCountAndOneLine() throws Exception {
    String full = queue + ".full";
    Map<String, Object> limits = Map.of("x-max-length", 1, "x-overflow", "reject-publish");
    rabbit.channel().queueDeclare(full, false, true, true, limits);
    rabbit.send(full, "already there", null, null);
    events.forget();
    send(properties().replyTo(full), "3");
    Await.until("the count", () -> server.snapshot().undeliverable() == 1);
    assertNobodyIsHarmed(0, 0, 1);
    send(properties().replyTo(full), "bad");
    rabbit.awaitWaiting(dead, 1);
    assertNobodyIsHarmed(1, 0, 2);
    assertEquals(2, server.snapshot().undeliverable());
  }

  @Test
  void a04_fullDeadLetterQueueCostsOneLineAMessage() throws Exception {
    RabbitNode.shared()
        .ctl(
            "set_policy",
            queue,
            "^" + dead.replace(".", "\\.") + "$",
            "{\"max-length\":3,\"overflow\":\"reject-publish\"}",
            "--apply-to",
            "queues");
    events.forget();
    for (int i = 0; i < 5; i++) {
      send(properties().replyTo(replies), "bad");
      rabbit.awaitWaiting(replies, i + 1);
    }
    assertNobodyIsHarmed(3, 5, 5);
    RabbitNode.shared().ctl("clear_policy", queue);
  }

  @Test
  void a05_copiesAskedForByHeadersAreNotSent() throws Exception {
    for (String name : List.of("CC", "BCC")) {
      events.forget();
      send(properties().replyTo(replies).headers(Map.of(name, List.of(dead))), "bad");
      rabbit.awaitWaiting(replies, 1);
      rabbit.awaitWaiting(dead, 2); // the broker's copy of the request, and the dead letter
      assertNobodyIsHarmed(2, 1, 1);
      rabbit.channel().queuePurge(dead);
      rabbit.channel().queuePurge(replies);
      send(properties().replyTo(replies).headers(Map.of(name, List.of(queue))), "bad");
      rabbit.awaitWaiting(dead, 1);
      assertNobodyIsHarmed(1, 1, 2);
      rabbit.channel().queuePurge(dead);
      rabbit.channel().queuePurge(replies);
    }
  }

  @Test
  void a06_priorityAboveTheQueuesCountsAsTheHighest() throws Exception {
    send(properties().replyTo(replies).priority(200), "3");
    rabbit.take(replies);
    assertEquals(10, seen.peek().priority());
    events.forget();
    assertNobodyIsHarmed(0, 0, 0);
  }

  @Test
  void a08_replyToOfAnAmqp1CallerIsTakenApart() throws Exception {
    String odd = queue + "/ü %";
    rabbit.channel().queueDeclare(odd, false, true, true, Map.of());
    events.forget();
    send(properties().replyTo("/queues/" + queue + "%2F%C3%BC%20%25"), "3");
    assertEquals("solved 3", new String(rabbit.take(odd).getBody(), UTF_8));
    send(properties().replyTo("/exchanges/amq.direct/x"), "3");
    GetResponse refused = rabbit.take(dead);
    assertTrue(
        refused.getProps().getHeaders().get("x-reason").toString().contains("/queues/"),
        "the reason says what is allowed");
    assertNobodyIsHarmed(0, 0, 1);
    assertEquals(dead, events.awaitFirst(BrokerEvent.DeadLettered.class).deadLetterQueue());
  }

  @Test
  void a07_versionOfTheProtocolThatIsNotSpokenIsRefusedWithTheRange() throws Exception {
    events.forget();
    for (Object version : new Object[] {2, 0, -1L, "1", List.of(1)}) {
      Map<String, Object> headers = Map.of("pagoda-protocol", version);
      send(properties().replyTo(replies).headers(headers), "3");
      Map<String, Object> answer = rabbit.take(replies).getProps().getHeaders();
      assertEquals("PROTOCOL_UNSUPPORTED", answer.get("x-code").toString());
      assertTrue(answer.get("x-message").toString().contains("1 to 1"), answer.toString());
    }
    send(properties().replyTo(replies).headers(Map.of("pagoda-protocol", 1)), "3");
    assertEquals("solved 3", new String(rabbit.take(replies).getBody(), UTF_8));
    assertNobodyIsHarmed(0, 0, 0);
  }

  @Test
  void a00_forgedDirectReplyCostsNobodyElseTheirs() throws Exception {
    Queue<String> answers = new ConcurrentLinkedQueue<>();
    rabbit
        .channel()
        .basicConsume(
            "amq.rabbitmq.reply-to",
            true,
            (_, message) -> answers.add(new String(message.getBody(), UTF_8)),
            _ -> {});
    events.forget();
    for (int i = 1; i <= 20; i++) {
      send(properties().replyTo("amq.rabbitmq.reply-to.x.y"), "3");
      send(properties().replyTo("amq.rabbitmq.reply-to"), "" + i);
    }
    Await.until("the forged ones", () -> server.snapshot().undeliverable() == 20);
    Await.until("the others", () -> Set.copyOf(answers).size() == 20);
    assertNobodyIsHarmed(0, 0, 1);
  }

  @Test
  void a00_headersNestedDeeperThanTheClientLibraryReadsAreLeftOut() throws Exception {
    events.forget();
    try (RawPublisher raw = new RawPublisher(RabbitNode.shared().port())) {
      for (int depth : new int[] {30, 33, 21_000}) {
        RawProperties deep =
            new RawProperties()
                .text(Name.CONTENT_TYPE, "text/plain".getBytes(UTF_8))
                .text(Name.CORRELATION_ID, "deep".getBytes(UTF_8))
                .text(Name.REPLY_TO, replies.getBytes(UTF_8))
                .headers(RawTable.nested(depth));
        assertTrue(raw.publish(queue, deep, "3".getBytes(UTF_8)), "the broker takes it");
        GetResponse reply = rabbit.take(replies);
        assertEquals("deep", reply.getProps().getCorrelationId());
        assertEquals("solved 3", new String(reply.getBody(), UTF_8));
      }
    }
    assertNobodyIsHarmed(0, 0, 0);
  }

  @Test
  void a00_cancelOfAShortIdDoesNotHitLaterRequestsOfOthers() throws Exception {
    BasicProperties cancel = properties().correlationId("1").build();
    rabbit.channel().basicPublish("pagoda.cancel", "", cancel, new byte[0]);
    BasicProperties nameless = properties().correlationId("").build();
    rabbit.channel().basicPublish("pagoda.cancel", "", nameless, new byte[0]);
    RpcCall witness = client.call(request("8"));
    witness.await();
    events.forget();
    send(properties().replyTo(replies).correlationId("1"), "3");
    assertEquals("solved 3", new String(rabbit.take(replies).getBody(), UTF_8));
    send(properties().replyTo(replies), "4");
    assertEquals("solved 4", new String(rabbit.take(replies).getBody(), UTF_8));
    assertNobodyIsHarmed(0, 0, 0);
    assertEquals(0, server.snapshot().cancelled());
  }

  @Test
  void a00_deadLetterThatIsMovedBackByHandIsAnsweredNoMoreAndDroppedInTheEnd() throws Exception {
    events.forget();
    send(properties().replyTo(replies), "bad");
    rabbit.awaitWaiting(replies, 1);
    for (int i = 0; i < 4; i++) {
      GetResponse letter = rabbit.take(dead);
      rabbit.send(queue, letter.getProps(), letter.getBody());
      Await.until("it to be settled", () -> server.snapshot().inFlight() == 0);
    }
    Await.until("the end", () -> server.snapshot().lostDeadLetters() == 1);
    assertNobodyIsHarmed(0, 1, 5);
  }
}
