package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.BuiltinExchangeType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.broker.AmqpOptions;
import pagoda.broker.AmqpTimes;
import pagoda.broker.Broker;
import pagoda.broker.BrokerEvent;
import pagoda.broker.CredentialsSource;
import pagoda.broker.LinkState;
import pagoda.broker.QueueDeclare;
import pagoda.broker.ReconnectBackoff;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.broker.RpcServerOptions;
import pagoda.broker.nodes.FaultProxy;
import pagoda.broker.nodes.FreePort;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

/** How a broker comes to be connected, or says why it is not. */
class ConnectTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final AmqpTimes QUICK =
      AmqpTimes.defaults()
          .withBackoff(new ReconnectBackoff(Duration.ofMillis(50), Duration.ofMillis(200)))
          .withConnect(Duration.ofSeconds(5));

  private final EventLog events = new EventLog();
  private final String queue = "test." + UUID.randomUUID();

  private Broker connect(AmqpOptions options) {
    return Broker.amqp(options.withTimes(QUICK), events);
  }

  private static AmqpOptions shared() {
    return AmqpOptions.parse(RabbitNode.shared().url());
  }

  private void assertServes(Broker broker) throws InterruptedException {
    broker.serve(
        queue, RpcServerOptions.defaults().withPrefetch(1), request -> RpcReply.of(request.body()));
    assertTrue(broker.awaitReady(LONG), () -> broker.link().toString());
    assertEquals("x", broker.client().ask(RpcRequest.text(queue, "x")).orThrow().text());
  }

  @Test
  void scenario26WrongPasswordIsSaidAndTheRightOneTakenWhenItComes(@TempDir Path folder)
      throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "wrong\n");
    CredentialsSource source = CredentialsSource.ofFile("guest", password);
    try (Broker broker = connect(shared().withCredentials(source))) {
      Await.until(
          "the refusal",
          () -> broker.link().lastError().contains("refuses the user name or password"));
      assertEquals(LinkState.CONNECTING, broker.link().state());
      assertFalse(broker.link().lastError().contains("wrong"));
      Files.writeString(password, "guest\n");
      assertServes(broker);
    }
  }

  @Test
  void reasonNotToConnectIsToldOnceHoweverOftenItComes() throws Exception {
    int attempts = 20;
    ReconnectBackoff none = new ReconnectBackoff(Duration.ofMillis(1), Duration.ofMillis(1));
    try (ServerSocket closing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Broker _ =
            Broker.amqp(
                AmqpOptions.parse("amqp://127.0.0.1:" + closing.getLocalPort())
                    .withTimes(QUICK.withBackoff(none)),
                events)) {
      for (int i = 0; i < attempts; i++) {
        closing.accept().close();
      }
    }
    List<BrokerEvent.ConnectFailed> told = events.of(BrokerEvent.ConnectFailed.class);
    assertEquals(Set.copyOf(told).size(), told.size(), told.toString());
    assertTrue(!told.isEmpty() && told.size() < attempts / 2, told.toString());
  }

  @Test
  void scenario26MissingPasswordFileIsSaid(@TempDir Path folder) throws Exception {
    CredentialsSource source = CredentialsSource.ofFile("guest", folder.resolve("nothing"));
    try (Broker broker = connect(shared().withCredentials(source))) {
      Await.until("the error", () -> broker.link().lastError().contains("NoSuchFile"));
    }
  }

  @Test
  void scenario26MissingVirtualHostIsSaid() throws Exception {
    String host = "vhost" + UUID.randomUUID();
    AmqpOptions options = AmqpOptions.parse(RabbitNode.shared().url() + "/" + host);
    try (Broker broker = connect(options)) {
      Await.until("the error", () -> broker.link().lastError().contains("530 NOT_ALLOWED"));
      RabbitNode.shared().ctl("add_vhost", host);
      RabbitNode.shared().ctl("set_permissions", "-p", host, "guest", ".*", ".*", ".*");
      assertServes(broker);
    } finally {
      RabbitNode.shared().ctl("delete_vhost", host);
    }
  }

  @Test
  void scenario26BrokerThatComesLaterIsFound() throws Exception {
    int port = FreePort.find();
    AmqpOptions options = AmqpOptions.parse("amqp://127.0.0.1:" + port);
    try (Broker broker = connect(options)) {
      Await.until("an attempt", () -> broker.link().lastError().contains("refused"));
      assertFalse(broker.awaitReady(Duration.ofMillis(1)));
      try (FaultProxy late = new FaultProxy(port, RabbitNode.shared().port())) {
        assertServes(broker);
        assertEquals("amqp://127.0.0.1:" + late.port(), broker.link().address());
      }
    }
  }

  @Test
  void scenario13SilentAddressIsGivenUpForTheNext() throws Exception {
    try (FaultProxy silent = new FaultProxy(RabbitNode.shared().port())) {
      silent.mode(FaultProxy.Mode.SILENT);
      String urls =
          "amqp://127.0.0.1:%d,%s,%s"
              .formatted(FreePort.find(), silent.url(), RabbitNode.shared().url());
      AmqpOptions options = AmqpOptions.parse(urls);
      try (Broker broker =
          Broker.amqp(options.withTimes(QUICK.withConnect(Duration.ofSeconds(1))), events)) {
        assertServes(broker);
        assertEquals("amqp://127.0.0.1:" + RabbitNode.shared().port(), broker.link().address());
      }
    }
  }

  @Test
  void scenario20QueueDeclaredOtherwiseIsUsedAndSaidOnce() throws Exception {
    try (Rabbit rabbit = Rabbit.connect(RabbitNode.shared())) {
      rabbit.channel().queueDeclare(queue, false, false, false, Map.of());
      try (Broker broker = connect(shared())) {
        assertServes(broker);
        broker.serve(
            queue,
            RpcServerOptions.defaults().withPrefetch(1),
            request -> RpcReply.of(request.body()));
        assertTrue(broker.awaitReady(LONG));
        List<BrokerEvent.Notice> notices = events.of(BrokerEvent.Notice.class);
        assertEquals(1, notices.size());
        String line = notices.getFirst().message();
        assertTrue(line.startsWith("the queue '" + queue + "' is not declared as portable"), line);
        assertEquals(1, line.lines().count());
      }
      rabbit.channel().queueDelete(queue);
    }
  }

  @Test
  void scenario20OriginalDeclarationIsHeldTo() throws Exception {
    try (Rabbit rabbit = Rabbit.connect(RabbitNode.shared());
        Broker broker = connect(shared().withQueueDeclare(QueueDeclare.ORIGINAL))) {
      assertServes(broker);
      rabbit.channel().queueDeclare(queue, false, false, false, Map.of());
      assertEquals(List.of(), events.of(BrokerEvent.Notice.class));
      rabbit.channel().queueDelete(queue);
    }
  }

  @Test
  void scenario20PortableDeclarationIsDurableWithPriorities() throws Exception {
    try (Rabbit rabbit = Rabbit.connect(RabbitNode.shared());
        Broker broker = connect(shared())) {
      assertServes(broker);
      rabbit
          .channel()
          .queueDeclare(
              queue, true, false, false, Map.of("x-max-priority", 10, "x-queue-type", "classic"));
      rabbit.channel().exchangeDeclare("pagoda.cancel", BuiltinExchangeType.FANOUT, true);
      rabbit.channel().queueDeclarePassive(queue + ".dead");
      assertEquals(List.of(), events.of(BrokerEvent.Notice.class));
    }
  }

  @Test
  void userWithoutRightsToTheCancelExchangeDoesWithoutCancels() throws Exception {
    RabbitNode node = RabbitNode.shared();
    node.ctl("add_user", queue, "secret");
    String mine = "^(test\\..*|pagoda\\.reply\\..*|amq\\.default)$";
    node.ctl("set_permissions", queue, mine, mine, mine);
    AmqpOptions options = shared().withCredentials(CredentialsSource.of(queue, "secret"));
    try (Broker broker = connect(options)) {
      assertServes(broker);
      BrokerEvent.Notice notice = events.awaitFirst(BrokerEvent.Notice.class);
      assertTrue(notice.message().contains("pagoda.cancel"), notice.message());
    } finally {
      node.ctl("delete_user", queue);
    }
  }

  @Test
  void c02_userWhoMayNotWriteIsToldSoAtOnceAndTheLinkStays() throws Exception {
    RabbitNode node = RabbitNode.shared();
    node.ctl("add_user", queue, "secret");
    String mine = "^(test\\..*|pagoda\\..*)$";
    node.ctl("set_permissions", queue, mine, mine, mine);
    AmqpOptions options = shared().withCredentials(CredentialsSource.of(queue, "secret"));
    try (Broker broker = connect(options)) {
      broker.serve(queue, RpcServerOptions.defaults(), request -> RpcReply.of(request.body()));
      assertTrue(broker.awaitReady(LONG), () -> broker.link().toString());
      RpcRequest request = RpcRequest.text(queue, "x").withTimeout(Duration.ofDays(1));
      List<RpcCall> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        calls.add(broker.client().call(request.withIdempotent(i % 2 == 0)));
      }
      for (RpcCall call : calls) {
        RpcFailure failure = assertInstanceOf(RpcFailure.class, call.await());
        assertEquals(RpcCode.OVERLOADED, failure.code());
        assertTrue(failure.message().contains("ACCESS_REFUSED"), failure.message());
      }
      assertEquals(1, broker.link().epoch(), "the others keep the link");
      node.ctl("set_permissions", queue, ".*", ".*", ".*");
      Await.until("calls to pass again", () -> broker.client().ask(request) instanceof RpcReply);
      assertEquals(1, broker.link().epoch());
    } finally {
      node.ctl("delete_user", queue);
    }
  }
}
