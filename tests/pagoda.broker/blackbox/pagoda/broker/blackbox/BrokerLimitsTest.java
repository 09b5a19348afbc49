package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerLimitException;
import pagoda.broker.BrokerListener;
import pagoda.broker.LinkState;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcClientOptions;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcReply;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

/** What happens at the broker's own limits: no memory left, or a message too large. */
class BrokerLimitsTest extends BrokerFixture {
  private static RabbitNode node;

  @BeforeAll
  static void start() throws Exception {
    node = RabbitNode.launch("max_message_size = 1000000", "channel_max = 20");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Override
  Broker connect(BrokerListener listener) {
    return Broker.amqp(AmqpOptions.parse(node.url()), listener);
  }

  @Test
  void c02_blockedBrokerEndsCallsAtOnceAndTakesThemAgain() throws Exception {
    Gate gate = new Gate();
    serve(1, gate);
    RpcCall before = client.call(request("before"));
    gate.awaitEntered(1);
    node.ctl("set_vm_memory_high_watermark", "absolute", "1MB");
    Await.until(
        "the broker to block",
        () -> {
          client.call(request("probe")); // the broker says so only to those who publish
          return broker.link().state() == LinkState.BLOCKED;
        });
    assertFalse(broker.ready());
    assertTrue(assertFails(RpcCode.OVERLOADED, before.await()).message().contains("takes no"));
    RpcCall refused = client.call(request("x").withTimeout(Duration.ofDays(1)));
    assertTrue(refused.done());
    RpcFailure failure = assertFails(RpcCode.OVERLOADED, refused.await());
    assertTrue(failure.retryAfter().isPositive());
    gate.open(1_000_000);
    node.ctl("set_vm_memory_high_watermark", "0.6");
    awaitReady();
    assertEquals("after", ask("after"));
    assertTrue(broker.link().blockedTotal().isPositive());
    assertEquals(1, broker.link().epoch(), "the link was never lost");
  }

  @Test
  void scenario18ReplyTheBrokerRefusesBecomesTooLarge() throws Exception {
    serve(1, request -> RpcReply.of(new byte[Integer.parseInt(echo(request.body()))]));
    RpcFailure failure =
        assertFails(RpcCode.TOO_LARGE, client.ask(request("1000001").withIdempotent(true)));
    assertTrue(failure.message().contains("1000000"), failure.message());
    awaitReady();
    assertEquals(1_000_000, client.ask(request("1000000")).orThrow().body().length);
    long epoch = broker.link().epoch();
    assertFails(RpcCode.TOO_LARGE, client.ask(request("2000000")));
    assertEquals(epoch, broker.link().epoch(), "the limit is known by now");
  }

  @Test
  void scenario18RequestTheBrokerRefusesIsTooLarge() throws Exception {
    serve(1, request -> RpcReply.of(request.body()));
    RpcClient large =
        broker.newClient(
            RpcClientOptions.defaults()
                .withMaxPending(10)
                .withMaxPendingBytes(100_000_000)
                .withMaxRequestBytes(10_000_000));
    awaitReady();
    assertFails(RpcCode.TOO_LARGE, large.ask(request("x".repeat(1_000_001)).withIdempotent(true)));
    awaitReady();
    assertEquals(1_000_000, large.ask(request("x".repeat(1_000_000))).orThrow().body().length);
    assertFails(RpcCode.TOO_LARGE, large.ask(request("x".repeat(1_000_001))));
  }

  @Test
  void c04_brokerThatAllowsFewChannelsIsNotAskedForMore() throws Exception {
    serve(1, request -> RpcReply.of(request.body()));
    List<RpcClient> clients = new ArrayList<>(List.of(client));
    while (clients.size() < Broker.MAX_CLIENTS) {
      try {
        clients.add(broker.newClient(RpcClientOptions.defaults()));
      } catch (BrokerLimitException e) {
        assertEquals(clients.size(), e.limit());
        break;
      }
    }
    assertTrue(clients.size() > 5 && clients.size() < 10, "clients " + clients.size());
    awaitReady();
    for (RpcClient each : clients) {
      assertReply("x", each.ask(request("x")));
    }
    assertEquals(1, broker.link().epoch(), () -> broker.link().lastError());
  }
}
