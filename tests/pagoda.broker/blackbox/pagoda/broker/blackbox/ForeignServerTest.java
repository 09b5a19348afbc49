package pagoda.broker.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

/** What a client sends, and what it makes of answers by servers that are none of this module. */
class ForeignServerTest extends BrokerFixture {
  private Rabbit rabbit;

  @Override
  Broker connect(BrokerListener listener) {
    return Broker.amqp(AmqpOptions.parse(RabbitNode.shared().url()), listener);
  }

  @BeforeEach
  void declare() throws Exception {
    rabbit = Rabbit.connect(RabbitNode.shared());
    rabbit.channel().queueDeclare(queue, false, false, true, Map.of());
  }

  @AfterEach
  void disconnect() throws Exception {
    rabbit.close();
  }

  private void answer(GetResponse request, String body) throws Exception {
    BasicProperties properties =
        new BasicProperties.Builder().correlationId(request.getProps().getCorrelationId()).build();
    rabbit.send(request.getProps().getReplyTo(), properties, body.getBytes(UTF_8));
  }

  @Test
  void requestCarriesItsTimeLeftTwiceAndAnUnguessableId() throws Exception {
    RpcRequest asked =
        request("5").withTimeout(Duration.ofSeconds(20)).withPriority(7).withHeader("k", "v");
    RpcCall call = client.call(asked);
    GetResponse request = rabbit.take(queue);
    BasicProperties properties = request.getProps();
    assertEquals("5", new String(request.getBody(), UTF_8));
    assertEquals(call.id().toString(), properties.getCorrelationId());
    assertTrue(properties.getReplyTo().matches("pagoda\\.reply\\.[0-9a-f-]{36}"));
    assertEquals(7, properties.getPriority());
    long expiration = Long.parseLong(properties.getExpiration());
    assertTrue(expiration > 1 && expiration <= 20_000, "expiration " + expiration);
    long left = (Long) properties.getHeaders().get("x-time-left");
    assertTrue(left > 0 && left <= 20_000, "left " + left);
    assertEquals(1, properties.getHeaders().get("x-attempt"));
    assertEquals(1, properties.getHeaders().get("pagoda-protocol"));
    assertEquals("v", properties.getHeaders().get("k").toString());
    call.cancel();
  }

  @Test
  void bareReplyIsAReply() throws Exception {
    RpcCall call = client.call(request("5"));
    answer(rabbit.take(queue), "[[0,2]]");
    RpcReply reply = call.await().orThrow();
    assertEquals("[[0,2]]", reply.text());
    assertEquals("", reply.contentType());
    assertEquals(Map.of(), reply.headers());
  }

  @Test
  void scenario5FirstOfTwoRepliesWins() throws Exception {
    RpcCall call = client.call(request("5"));
    GetResponse request = rabbit.take(queue);
    answer(request, "first");
    answer(request, "second");
    assertReply("first", call.await());
    Await.until("the duplicate", () -> client.snapshot().duplicateReplies() == 1);
    assertEquals(0, client.snapshot().lateReplies());
    assertEquals(1, client.snapshot().replies());
  }

  @Test
  void scenario31ReplyNobodyAskedForIsCountedAndForgotten() throws Exception {
    RpcCall call = client.call(request("5"));
    GetResponse request = rabbit.take(queue);
    String replyTo = request.getProps().getReplyTo();
    rabbit.send(replyTo, new BasicProperties.Builder().correlationId("guess").build(), new byte[1]);
    rabbit.send(replyTo, new BasicProperties(), new byte[1]);
    answer(request, "right");
    assertReply("right", call.await());
    assertEquals(1, client.snapshot().strayReplies());
  }

  @Test
  void failureOfAnUnknownKindIsInternal() throws Exception {
    RpcCall call = client.call(request("5"));
    GetResponse request = rabbit.take(queue);
    Map<String, Object> headers =
        Map.of("x-code", "OUT_OF_DISCS", "x-message", "none left", "x-retry-after", -4L);
    BasicProperties properties =
        new BasicProperties.Builder()
            .correlationId(request.getProps().getCorrelationId())
            .headers(headers)
            .build();
    rabbit.send(request.getProps().getReplyTo(), properties, new byte[0]);
    assertEquals(RpcFailure.of(RpcCode.INTERNAL, "none left"), call.await());
  }

  @Test
  void scenario22NothingIsLeftBehind() throws Exception {
    for (int i = 0; i < 50; i++) {
      RpcCall call = client.call(request("5"));
      if (i % 2 == 0) {
        call.cancel();
      } else {
        GetResponse request = rabbit.take(queue);
        while (!request.getProps().getCorrelationId().equals(call.id().toString())) {
          request = rabbit.take(queue);
        }
        answer(request, "x");
        call.await().orThrow();
      }
    }
    assertEquals(0, client.snapshot().pending());
    RpcCall last = client.call(request("5"));
    String replyTo = "";
    while (replyTo.isEmpty()) {
      GetResponse request = rabbit.take(queue);
      if (request.getProps().getCorrelationId().equals(last.id().toString())) {
        replyTo = request.getProps().getReplyTo();
      }
    }
    broker.close();
    String gone = replyTo;
    Await.until("the reply queue to be deleted", () -> !rabbit.exists(gone));
    assertFalse(rabbit.exists(gone));
  }

  @Test
  void scenario1RequestExpiresInTheQueue() throws Exception {
    assertFails(RpcCode.TIMEOUT, client.ask(request("5").withTimeout(Duration.ofMillis(200))));
    Await.until("the queue to be empty", () -> rabbit.channel().messageCount(queue) == 0);
  }

  @Test
  void refusedRequestIsOverloaded() throws Exception {
    String full = queue + ".full";
    rabbit
        .channel()
        .queueDeclare(
            full, false, false, true, Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
    RpcCall first = client.call(RpcRequest.text(full, "1"));
    rabbit.awaitWaiting(full, 1);
    RpcFailure refused = assertFails(RpcCode.OVERLOADED, client.ask(RpcRequest.text(full, "2")));
    assertTrue(refused.retryAfter().isPositive());
    assertFalse(first.done());
  }
}
