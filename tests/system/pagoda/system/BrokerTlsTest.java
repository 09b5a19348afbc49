package pagoda.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.broker.nodes.Certificates;
import pagoda.broker.nodes.FreePort;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

/** The programs speak TLS to a node that {@code config/rabbitmq} has set up, as its users. */
class BrokerTlsTest {
  private static final int PORT = FreePort.find();

  @TempDir static Path folder;
  private static Certificates certificates;
  private static RabbitNode node;

  @BeforeAll
  static void start() throws Exception {
    certificates = Certificates.create(folder, "localhost");
    node =
        RabbitNode.launch(
            BrokerConfig.settings("rabbitmq.conf")
                .filter(line -> !line.startsWith("listeners.tcp."))
                .map(line ->
                    line.replace("listeners.ssl.1 = 5671", "listeners.ssl.1 = 127.0.0.1:" + PORT)
                        .replace("/etc/rabbitmq/tls", certificates.authority().getParent() + ""))
                .toArray(String[]::new));
    BrokerConfig.run(node, "Users", "pagoda");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String[] settings(String user, String password, String... more) throws Exception {
    Path secret = Files.writeString(folder.resolve(user + ".password"), password + "\n");
    String[] settings = Arrays.copyOf(more, more.length + 3);
    settings[more.length] = "broker.urls=amqps://%s@localhost:%d/pagoda".formatted(user, PORT);
    settings[more.length + 1] = "broker.password-file=" + secret;
    settings[more.length + 2] = "broker.tls-ca-file=" + certificates.authority();
    return settings;
  }

  private static String[] serving(String... more) throws Exception {
    return settings("pagoda-serve", "another password", more);
  }

  @Test
  void solvesPassOverTlsAndTheDocumentedPermissionsAreEnough() throws Exception {
    String[] engines = settings("pagoda-engine", "a password");
    try (Engine engine =
            Engine.start(engines[0].substring("broker.urls=".length()), engines[1], engines[2]);
        Service service = Service.start(serving())) {
      Await.until("ready", () -> service.get("/readyz").statusCode() == 200);
      assertEquals(49_147, service.get("/api/hanoi?n=13").body().length());
      String[] plain = serving();
      Program bench =
          Program.run(
              "rpc-bench",
              "--set",
              plain[0],
              "--set",
              plain[1],
              "--set",
              plain[2],
              "--callers=4",
              "--seconds=1");
      assertEquals(0, bench.status(), bench.err());
      assertFalse((service.log() + engine.log() + bench.err()).contains("WARN"), engine::log);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "an authority it does not know, PKIX path",
    "another host's certificate, subject alt"
  })
  void whomItCanNotTrustIsSaidInOneLine(String whom, String reason) throws Exception {
    String[] settings = serving();
    if (whom.startsWith("another")) {
      settings[0] = settings[0].replace("localhost", "127.0.0.1");
    } else {
      settings[2] = "broker.tls-ca-file=" + Certificates.create(folder, "localhost").authority();
    }
    try (Service service = Service.start(settings)) {
      Await.until("the reason", () -> service.log().contains(reason));
      assertEquals(503, service.get("/readyz").statusCode());
      assertTrue(service.get("/readyz?verbose").body().contains("no TLS with the broker"));
      assertEquals(503, service.get("/api/hanoi?n=16").statusCode());
      for (String link : List.of(" broker not reached", " jobs not reached")) {
        Await.until("the line of" + link, () -> service.log().contains(link));
        long lines = service.log().lines().filter(line -> line.contains(link)).count();
        assertEquals(1, lines, service::log);
      }
    }
  }

  @Test
  void whatIsNoTlsHearsNothingInPlainText() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String[] settings = serving();
      settings[0] = settings[0].replace(":" + PORT, ":" + listener.getLocalPort());
      try (Service service = Service.start(settings)) {
        for (int attempt = 0; attempt < 3; attempt++) {
          try (Socket socket = listener.accept()) {
            byte[] first = socket.getInputStream().readNBytes(100);
            assertEquals(22, first[0], "a handshake record, RFC 8446 section 5.1");
            assertFalse(new String(first, US_ASCII).contains("AMQP"));
            socket.getOutputStream().write("AMQP\0\0\11\1".getBytes(US_ASCII));
          }
        }
        assertEquals(503, service.get("/readyz").statusCode());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "amqp://localhost, broker.tls-ca-file, EMPTY, allowed only while every address",
    "amqps://localhost, broker.tls-ca-file, /nowhere/ca.pem, allowed is a file that can be read",
    "amqps://localhost, broker.tls-ca-file, /dev/null, allowed is a file that can be read",
    "amqps://localhost, broker.tls-ca-file, EMPTY, allowed is a PEM file",
    "amqps://localhost, broker.tls-key-store, /dev/null, allowed is a file that can be read",
    "amqps://localhost, broker.tls-key-store, EMPTY, allowed is a PKCS#12 file",
  })
  void aFileThatCannotBeUsedIsOneLineAnd78(
      String urls, String key, String file, String message, @TempDir Path folder) throws Exception {
    Path empty = Files.createFile(folder.resolve("empty"));
    String path = file.equals("EMPTY") ? empty.toString() : file;
    Program program =
        Program.run("engine", "--set", "broker.urls=" + urls, "--set", key + "=" + path);
    assertEquals(78, program.status(), program.err());
    assertEquals(1, program.err().lines().count(), program.err());
    assertTrue(program.err().startsWith("pagoda: " + key + ": " + message), program.err());
  }
}
