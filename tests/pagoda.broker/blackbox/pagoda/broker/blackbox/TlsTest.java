package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.broker.AmqpOptions;
import pagoda.broker.AmqpTls;
import pagoda.broker.Broker;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.broker.RpcServerOptions;
import pagoda.broker.nodes.Certificates;
import pagoda.broker.nodes.FreePort;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

/** Whom a broker trusts. */
class TlsTest {
  @TempDir static Path folder;
  private static final int PORT = FreePort.find();
  private static Certificates certificates;
  private static RabbitNode node;
  private static AmqpTls tls;

  @BeforeAll
  static void start() throws Exception {
    certificates = Certificates.create(folder, "localhost");
    node = RabbitNode.launch(certificates.settings(PORT));
    tls = AmqpTls.trusting(certificates.authority());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static AmqpOptions to(String host) {
    return AmqpOptions.parse("amqps://guest:guest@" + host + ":" + PORT);
  }

  private static void assertRefused(AmqpOptions options, String why) throws Exception {
    try (Broker broker = Broker.amqp(options)) {
      Await.until(why, () -> broker.link().lastError().contains(why));
      assertFalse(broker.ready());
    }
  }

  @Test
  void callsPassOverTls() throws Exception {
    try (Broker broker = Broker.amqp(to("localhost").withTls(tls))) {
      broker.serve(
          "tls",
          RpcServerOptions.defaults().withPrefetch(1),
          request -> RpcReply.of(request.body()));
      assertTrue(broker.awaitReady(Duration.ofSeconds(60)), () -> broker.link().toString());
      byte[] large = new byte[1 << 20];
      assertTrue(
          broker.client().ask(RpcRequest.of("tls", large)).orThrow().body().length == large.length);
    }
  }

  @Test
  void certificateForAnotherHostIsRefused() throws Exception {
    assertRefused(to("127.0.0.1").withTls(tls), "No subject alternative names");
  }

  @Test
  void hostNameIsNotCheckedWhenToldSo() throws Exception {
    AmqpTls unchecked = new AmqpTls(tls.context(), false);
    try (Broker broker = Broker.amqp(to("127.0.0.1").withTls(unchecked))) {
      assertTrue(broker.awaitReady(Duration.ofSeconds(60)), () -> broker.link().toString());
    }
  }

  @Test
  void authorityTheRuntimeDoesNotKnowIsRefused() throws Exception {
    assertRefused(to("localhost"), "PKIX path");
  }

  @Test
  void fileWithoutCertificatesIsRefused() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    assertThrows(GeneralSecurityException.class, () -> AmqpTls.trusting(empty));
  }

  @Test
  void brokerThatAsksForACertificateGetsIt() throws Exception {
    int port = FreePort.find();
    List<String> settings = new ArrayList<>(List.of(certificates.settings(port)));
    settings.removeLast();
    settings.add("ssl_options.verify = verify_peer");
    settings.add("ssl_options.fail_if_no_peer_cert = true");
    AmqpOptions options = AmqpOptions.parse("amqps://guest:guest@localhost:" + port);
    AmqpTls identified =
        AmqpTls.identified(
            certificates.keyStore(), Certificates.PASSWORD, Optional.of(certificates.authority()));
    try (RabbitNode _ = RabbitNode.launch(settings.toArray(String[]::new));
        Broker known = Broker.amqp(options.withTls(identified))) {
      assertTrue(known.awaitReady(Duration.ofSeconds(60)), () -> known.link().toString());
      assertRefused(options.withTls(tls), "certificate_required");
    }
  }

  @Test
  void wrongPasswordOfAKeyStoreIsRefused() {
    assertThrows(
        IOException.class,
        () -> AmqpTls.identified(certificates.keyStore(), "wrong", Optional.empty()));
  }
}
