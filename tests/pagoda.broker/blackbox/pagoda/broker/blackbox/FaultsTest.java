package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.broker.AmqpOptions;
import pagoda.broker.AmqpTimes;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.LinkState;
import pagoda.broker.ReconnectBackoff;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcServer;
import pagoda.broker.RpcServerOptions;
import pagoda.broker.nodes.FaultProxy;
import pagoda.broker.nodes.FaultProxy.Mode;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

/**
 * Faults while 32 callers run. Their calls are idempotent and have time, so no fault that passes
 * may cost one of them its answer; every answer is the right one, and none comes too late.
 */
class FaultsTest extends BrokerFixture {
  private static final int CALLERS = 32;
  private static RabbitNode node;

  private FaultProxy proxy;
  private Broker far;
  private RpcServer farServer;
  private RpcServer nearServer;

  @BeforeAll
  static void start() throws Exception {
    node = RabbitNode.launch();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static AmqpOptions options(String url, Duration patience) {
    return AmqpOptions.parse(url)
        .withTimes(
            AmqpTimes.defaults()
                .withHeartbeat(Duration.ofSeconds(2))
                .withPatience(patience)
                .withBackoff(new ReconnectBackoff(Duration.ofMillis(50), Duration.ofSeconds(1))));
  }

  @Override
  Broker connect(BrokerListener listener) {
    proxy = new FaultProxy(node.port());
    return Broker.amqp(options(proxy.url(), LONG), listener);
  }

  @BeforeEach
  void serve() throws Exception {
    far = Broker.amqp(options(node.url(), LONG));
    farServer =
        far.serve(
            queue,
            RpcServerOptions.defaults().withPrefetch(3),
            request -> RpcReply.of(request.body()));
    assertTrue(far.awaitReady(LONG));
    nearServer = serve(3, request -> RpcReply.of(request.body()));
  }

  @AfterEach
  void closeAll() {
    far.close();
    proxy.close();
  }

  private Callers callers() throws Exception {
    Callers callers =
        Callers.start(CALLERS, client, request("").withIdempotent(true).withTimeout(LONG));
    callers.awaitProgress();
    return callers;
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"CLOSED", "SILENT", "SLOW", "BYTE_BY_BYTE"})
  void networkFails(Mode mode) throws Exception {
    try (Callers callers = callers()) {
      proxy.mode(mode);
      switch (mode) {
        case CLOSED -> Await.until("the loss", () -> broker.link().state() == LinkState.CONNECTING);
        case SILENT ->
            Await.until("the loss", LONG, () -> broker.link().state() == LinkState.CONNECTING);
        default -> callers.awaitProgress();
      }
      proxy.mode(Mode.PASS);
      awaitReady();
      callers.awaitProgress();
      assertEquals(Map.of(), callers.failures());
    }
  }

  @Test
  void connectionsAreLostAgainAndAgain() throws Exception {
    try (Callers callers = callers()) {
      for (int loss = 1; loss <= 5; loss++) {
        long epoch = broker.link().epoch();
        proxy.mode(Mode.CLOSED);
        proxy.mode(Mode.PASS);
        Await.until("a new epoch", () -> broker.link().epoch() > epoch && broker.ready());
        callers.awaitProgress();
      }
      assertEquals(Map.of(), callers.failures());
    }
  }

  @Test
  void scenario26BrokerIsRestarted() throws Exception {
    try (Callers callers = callers()) {
      node.stop();
      node.start();
      awaitReady();
      assertTrue(far.awaitReady(LONG));
      callers.awaitProgress();
      assertEquals(Map.of(), callers.failures());
    }
  }

  @Test
  void scenario26BrokerIsKilled() throws Exception {
    try (Callers callers = callers()) {
      node.kill();
      node.start();
      awaitReady();
      assertTrue(far.awaitReady(LONG));
      callers.awaitProgress();
      assertEquals(Map.of(), callers.failures());
    }
  }

  @Test
  void brokerThatStaysAwayCostsTypedErrorsAtOnce() throws Exception {
    try (Broker impatient = Broker.amqp(options(proxy.url(), Duration.ofMillis(200)))) {
      var caller = impatient.client();
      assertTrue(impatient.awaitReady(LONG));
      try (Callers callers = Callers.start(CALLERS, caller, request("").withTimeout(LONG))) {
        callers.awaitProgress();
        proxy.mode(Mode.CLOSED);
        Await.until("errors", () -> callers.failures().containsKey(RpcCode.CONNECTION_LOST));
        proxy.mode(Mode.PASS);
        assertTrue(impatient.awaitReady(LONG));
        callers.awaitProgress();
        assertEquals(Set.of(RpcCode.CONNECTION_LOST), callers.failures().keySet());
      }
    }
  }

  @Test
  void c02_memoryAlarmEndsCallsUnderWayAndRefusesNewOnes() throws Exception {
    try (Callers callers = callers()) {
      node.ctl("set_vm_memory_high_watermark", "absolute", "1MB");
      Await.until("the alarm", () -> broker.link().state() == LinkState.BLOCKED);
      assertFails(RpcCode.OVERLOADED, client.ask(request("new")));
      node.ctl("set_vm_memory_high_watermark", "0.6");
      awaitReady();
      callers.awaitProgress();
      assertTrue(Set.of(RpcCode.OVERLOADED).containsAll(callers.failures().keySet()));
    }
  }

  @Test
  void scenario27ServersAreReplacedOneByOne() throws Exception {
    try (Callers callers = callers()) {
      for (int i = 0; i < 10; i++) {
        RpcServer next = serve(3, request -> RpcReply.of(request.body()));
        assertTrue(nearServer.drain(LONG));
        nearServer = next;
        callers.awaitProgress();
        RpcServer other =
            far.serve(
                queue,
                RpcServerOptions.defaults().withPrefetch(3),
                request -> RpcReply.of(request.body()));
        assertTrue(far.awaitReady(LONG));
        assertTrue(farServer.drain(LONG));
        farServer = other;
        callers.awaitProgress();
      }
      assertEquals(Map.of(), callers.failures());
      assertEquals(0, client.snapshot().resent());
      assertEquals(0, client.snapshot().duplicateReplies());
      assertEquals(1, broker.link().epoch(), "a server that closes leaves the link alone");
      assertEquals(1, far.link().epoch());
    }
  }
}
