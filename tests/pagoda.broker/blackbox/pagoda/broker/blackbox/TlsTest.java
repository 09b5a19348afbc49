package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.broker.AmqpOptions;
import pagoda.broker.AmqpTls;
import pagoda.broker.Broker;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.broker.ServerOptions;
import pagoda.broker.nodes.FreePort;
import pagoda.broker.nodes.RabbitNode;
import pagoda.broker.nodes.SelfSigned;
import pagoda.testing.Await;

/** Whom a broker trusts. */
class TlsTest {
  @TempDir static Path folder;
  private static final int PORT = FreePort.find();
  private static RabbitNode node;
  private static AmqpTls tls;

  @BeforeAll
  static void start() throws Exception {
    SelfSigned certificate = SelfSigned.create(folder, "localhost");
    node = RabbitNode.launch(certificate.settings(PORT));
    tls = AmqpTls.trusting(certificate.certificate());
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
      broker.serve(ServerOptions.of("tls", 1), request -> RpcReply.of(request.body()));
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
}
