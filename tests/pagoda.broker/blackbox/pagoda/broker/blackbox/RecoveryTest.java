package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.GetResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagoda.broker.AmqpOptions;
import pagoda.broker.AmqpTimes;
import pagoda.broker.Broker;
import pagoda.broker.BrokerEvent;
import pagoda.broker.BrokerListener;
import pagoda.broker.LinkState;
import pagoda.broker.ReconnectBackoff;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcServer;
import pagoda.broker.RpcServerOptions;
import pagoda.broker.nodes.FaultProxy;
import pagoda.broker.nodes.FaultProxy.Mode;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

/** What becomes of calls and servers when the link fails and comes back. */
class RecoveryTest extends BrokerFixture {
  private final FaultProxy proxy = new FaultProxy(RabbitNode.shared().port());
  private final Broker direct = Broker.amqp(AmqpOptions.parse(RabbitNode.shared().url()));

  @Override
  Broker connect(BrokerListener listener) {
    return Broker.amqp(options(Duration.ofSeconds(20)), listener);
  }

  private AmqpOptions options(Duration patience) {
    AmqpTimes times =
        AmqpTimes.defaults()
            .withHeartbeat(Duration.ofSeconds(1))
            .withPatience(patience)
            .withBackoff(new ReconnectBackoff(Duration.ofMillis(20), Duration.ofMillis(200)));
    return AmqpOptions.parse(proxy.url()).withTimes(times);
  }

  @AfterEach
  void closeAll() {
    direct.close();
    proxy.close();
  }

  private RpcServer serveDirectly(Gate gate) throws InterruptedException {
    RpcServer server = direct.serve(queue, RpcServerOptions.defaults().withPrefetch(1), gate);
    assertTrue(direct.awaitReady(LONG));
    return server;
  }

  private void cut() {
    proxy.mode(Mode.CLOSED);
    proxy.mode(Mode.PASS);
  }

  private void awaitEpoch(long number) throws Exception {
    Await.until("epoch " + number, () -> broker.link().epoch() >= number && broker.ready());
  }

  @Test
  void scenario6IdempotentCallIsSentAgainWhenTheLinkIsLost() throws Exception {
    Gate gate = new Gate();
    serveDirectly(gate);
    RpcCall call = client.call(request("x").withIdempotent(true));
    gate.awaitEntered(1);
    cut();
    awaitEpoch(2);
    gate.open(2);
    assertReply("x", call.await());
    assertEquals(1, client.snapshot().resent());
    Await.until("both requests to be served", () -> gate.entered().size() == 2);
    assertEquals(2, gate.last().attempt());
  }

  @Test
  void scenario6OtherCallFailsAtOnceWhenTheLinkIsLost() throws Exception {
    Gate gate = new Gate();
    serveDirectly(gate);
    RpcCall call = client.call(request("x").withTimeout(Duration.ofDays(1)));
    gate.awaitEntered(1);
    cut();
    assertFails(RpcCode.CONNECTION_LOST, call.await());
    awaitEpoch(2);
    gate.open(2);
    assertEquals("next", ask("next"));
    assertEquals(List.of("x", "next"), gate.entered());
  }

  @Test
  void scenario8EachEpochHasAReplyQueueOfItsOwn() throws Exception {
    try (Rabbit rabbit = Rabbit.connect(RabbitNode.shared())) {
      rabbit.channel().queueDeclare(queue, false, false, true, null);
      RpcCall call = client.call(request("x").withIdempotent(true));
      GetResponse first = rabbit.take(queue);
      cut();
      GetResponse second = rabbit.take(queue);
      assertEquals(first.getProps().getCorrelationId(), second.getProps().getCorrelationId());
      assertNotEquals(first.getProps().getReplyTo(), second.getProps().getReplyTo());
      assertEquals(2, second.getProps().getHeaders().get("x-attempt"));
      rabbit.send(second.getProps().getReplyTo(), second.getProps(), new byte[] {'y'});
      assertReply("y", call.await());
    }
  }

  @Test
  void scenario25SilentPeerIsGivenUpAndItsCallsSentAgain() throws Exception {
    Gate gate = new Gate();
    serveDirectly(gate);
    RpcCall repeatable = client.call(request("a").withIdempotent(true));
    gate.awaitEntered(1);
    RpcCall single = client.call(request("b").withTimeout(Duration.ofDays(1)));
    Await.until("both to be sent", () -> client.snapshot().pending() == 2);
    proxy.loseExisting();
    assertFails(RpcCode.CONNECTION_LOST, single.await());
    awaitEpoch(2);
    gate.open(5);
    assertReply("a", repeatable.await());
  }

  @Test
  void callsWaitForALostLinkForAWhile() throws Exception {
    Gate gate = new Gate();
    gate.open(10);
    serveDirectly(gate);
    proxy.mode(Mode.CLOSED);
    Await.until("the loss", () -> broker.link().state() == LinkState.CONNECTING);
    assertFalse(broker.ready());
    RpcCall call = client.call(request("x"));
    assertFalse(call.done());
    proxy.mode(Mode.PASS);
    assertReply("x", call.await());
    assertEquals(0, client.snapshot().resent(), "it was sent but once");
  }

  @Test
  void callsFailAtOnceWhenTheLinkStaysDown() throws Exception {
    try (Broker impatient = Broker.amqp(options(Duration.ofMillis(300)))) {
      var caller = impatient.client();
      assertTrue(impatient.awaitReady(LONG));
      proxy.mode(Mode.CLOSED);
      Await.until("the loss", () -> impatient.link().state() == LinkState.CONNECTING);
      RpcCall waiting =
          caller.call(request("x").withIdempotent(true).withTimeout(Duration.ofDays(1)));
      RpcFailure lost = assertFails(RpcCode.CONNECTION_LOST, waiting.await());
      assertTrue(lost.retryAfter().isPositive());
      RpcCall refused = caller.call(request("y").withTimeout(Duration.ofDays(1)));
      assertTrue(refused.done());
      assertFails(RpcCode.CONNECTION_LOST, refused.await());
      assertFalse(impatient.link().lastError().isEmpty());
      assertEquals(0, caller.snapshot().pending());
    }
  }

  @Test
  void scenario10InterruptedCallersDoNotHarmTheLink() throws Exception {
    serve(4, request -> RpcReply.of(request.body()));
    AtomicInteger interrupted = new AtomicInteger();
    for (int round = 0; round < 50; round++) {
      Thread caller =
          Thread.startVirtualThread(() -> {
            try {
              while (true) {
                client.ask(request("x"));
              }
            } catch (InterruptedException e) {
              interrupted.incrementAndGet();
            }
          });
      ask("meanwhile");
      caller.interrupt();
      caller.join();
    }
    assertEquals(50, interrupted.get());
    assertEquals(1, broker.link().epoch());
    Await.until("nothing to be pending", () -> client.snapshot().pending() == 0);
  }

  @Test
  void scenario16RequestOfALostServerIsServedByAnother() throws Exception {
    Gate lost = new Gate();
    RpcServer server = serve(1, lost);
    var caller = direct.client();
    assertTrue(direct.awaitReady(LONG));
    RpcCall call = caller.call(request("x"));
    lost.awaitEntered(1);
    Gate other = new Gate();
    other.open(1);
    serveDirectly(other);
    proxy.mode(Mode.CLOSED);
    assertReply("x", call.await());
    Await.until("the lost handler to be stopped", () -> lost.interrupted().size() == 1);
    assertEquals(0, server.snapshot().inFlight());
    assertEquals(2, other.last().attempt());
    assertEquals(0, caller.snapshot().resent());
  }

  @Test
  void scenario17RequestThatFellsItsServersIsPutAway() throws Exception {
    Gate gate = new Gate();
    RpcServer server =
        serve(RpcServerOptions.defaults().withPrefetch(1).withMaxDeliveries(3), gate);
    var caller = direct.client();
    assertTrue(direct.awaitReady(LONG));
    RpcCall call = caller.call(request("killer"));
    for (int death = 1; death <= 3; death++) {
      gate.awaitEntered(death);
      cut();
      awaitEpoch(death + 1);
    }
    assertFails(RpcCode.INTERNAL, call.await());
    assertEquals(3, gate.entered().size());
    Await.until("the dead letter", () -> server.snapshot().deadLettered() == 1);
    try (Rabbit rabbit = Rabbit.connect(RabbitNode.shared())) {
      GetResponse dead = rabbit.take(queue + ".dead");
      assertEquals(
          "given up: 3 servers failed over the request",
          dead.getProps().getHeaders().get("x-reason").toString());
    }
  }

  @Test
  void scenario9DeletedQueuesAreMadeAnew() throws Exception {
    serve(1, request -> RpcFailure.of(RpcCode.BAD_REQUEST, "always"));
    try (Rabbit rabbit = Rabbit.connect(RabbitNode.shared())) {
      rabbit.channel().queueDelete(queue);
      awaitEpoch(2);
      assertFails(RpcCode.BAD_REQUEST, client.ask(request("x")));
      rabbit.take(queue + ".dead");
      rabbit.channel().queueDelete(queue + ".dead");
      assertFails(RpcCode.BAD_REQUEST, client.ask(request("y").withIdempotent(true)));
      Await.until("a new queue", () -> rabbit.exists(queue + ".dead"));
      rabbit.take(queue + ".dead");
      assertEquals(2, broker.link().epoch(), "a missing dead letter queue costs no link");
    }
  }

  @Test
  void scenario7DeletedReplyQueueIsReplaced() throws Exception {
    try (Rabbit rabbit = Rabbit.connect(RabbitNode.shared())) {
      rabbit.channel().queueDeclare(queue, false, false, true, null);
      RpcCall call = client.call(request("x").withIdempotent(true));
      GetResponse first = rabbit.take(queue);
      RabbitNode.shared().ctl("delete_queue", first.getProps().getReplyTo());
      GetResponse second = rabbit.take(queue);
      rabbit.send(second.getProps().getReplyTo(), second.getProps(), new byte[] {'y'});
      assertReply("y", call.await());
    }
  }

  @Test
  void changesOfTheLinkAreToldInOrder() throws Exception {
    cut();
    awaitEpoch(2);
    broker.close();
    Queue<LinkState> states = new ConcurrentLinkedQueue<>();
    for (BrokerEvent.LinkChanged change : events.of(BrokerEvent.LinkChanged.class)) {
      assertFalse(change.reason().isBlank());
      states.add(change.to());
    }
    assertEquals(
        List.of(LinkState.UP, LinkState.CONNECTING, LinkState.UP, LinkState.CLOSED),
        List.copyOf(states));
    assertEquals(1, broker.link().reconnects());
  }
}
