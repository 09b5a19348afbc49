package pagoda.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The image behind a proxy as {@code config/proxy} has it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProxyContract {
  private static final String CLIENT = "127.0.0.2";
  private static final String OTHER = "127.0.0.3";
  private static final String JSON = "Content-Type: application/json\r\n";

  private Path folder;
  private LocalService service;
  private Proxy proxy;
  private String token;

  /** Starts the proxy before a service on that port. */
  abstract Proxy start(Path place, int port) throws Exception;

  @BeforeAll
  void startBoth(@TempDir Path place) throws Exception {
    folder = place;
    token = token();
    service =
        new LocalService(
            folder,
            "http.tokens-file=" + folder.resolve("tokens"),
            "http.trusted-proxies=127.0.0.1",
            "http.allowed-hosts=" + TlsClient.HOST,
            "simulate.failure-rate=0");
    try {
      proxy = start(folder, service.port());
    } catch (Exception | AssertionError e) {
      service.close();
      throw e;
    }
  }

  @AfterAll
  void stopBoth() throws Exception {
    proxy.close();
    service.close();
  }

  private String token() throws Exception {
    Process process =
        new ProcessBuilder(Places.IMAGE.resolve("bin/pagoda").toString(), "token", "ops", "admin")
            .start();
    String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("tokens"), line, StandardOpenOption.CREATE);
    String told = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return "Authorization: Bearer " + told.strip().replaceFirst(".*: ", "") + "\r\n";
  }

  private TlsClient client(String from) throws Exception {
    return TlsClient.open(folder, from, proxy.tlsPort());
  }

  private TlsClient.Reply ask(String from, String method, String target, String more, String body)
      throws Exception {
    try (TlsClient client = client(from)) {
      return client.ask(method, target, token + more, body);
    }
  }

  private static JsonNode json(TlsClient.Reply reply) {
    return JsonMapper.shared().readTree(reply.body());
  }

  @Test
  void withoutTlsTheClientIsSentToTls() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.plainPort())) {
      String request = "GET /livez HTTP/1.1\r\nHost: " + TlsClient.HOST + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 308".length());
      assertEquals("HTTP/1.1 308", new String(head, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void aConnectionServesSeveralRequests() throws Exception {
    try (TlsClient client = client(CLIENT)) {
      for (int i = 0; i < 5; i++) {
        TlsClient.Reply reply = client.ask("GET", "/api/hanoi?n=3", token, "");
        assertEquals(200, reply.status(), reply::toString);
        assertEquals("[[0,2],[0,1],[2,1],[0,2],[1,0],[1,2],[0,2]]", reply.body());
        assertTrue(reply.head().contains("strict-transport-security"), reply::head);
      }
    }
  }

  /** One client guesses; another goes on, and so does whoever has a good token. */
  @Test
  void h02OneClientLocksOutNobodyElseAndIsNamed() throws Exception {
    int slowed = 0;
    String claim = "X-Forwarded-For: 203.0.113.7\r\n";
    for (int i = 0; i < 20; i++) {
      slowed += guess(CLIENT, claim) == 429 ? 1 : 0;
    }
    assertTrue(slowed > 5, "one client guesses: " + slowed);
    assertEquals(401, guess(OTHER, claim), "another behind the same proxy");
    assertEquals(200, ask(CLIENT, "GET", "/queue", "", "").status(), "a good token always passes");
    Await.until("the log", () -> service.log().contains("client=" + OTHER));
    assertTrue(service.log().contains("client=" + CLIENT + " "), service::toString);
    assertFalse(service.log().contains("203.0.113.7"), "what a client claims of itself");
  }

  private int guess(String from, String more) throws Exception {
    try (TlsClient client = client(from)) {
      return client.ask("GET", "/queue", "Authorization: Bearer x\r\n" + more, "").status();
    }
  }

  @Test
  void eventsPassAsTheyHappen() throws Exception {
    try (TlsClient stream = client(CLIENT)) {
      stream.send("GET /events HTTP/1.1\r\nHost: " + TlsClient.HOST + "\r\n" + token + "\r\n");
      readTo(stream, "event: reset");
      String id =
          json(ask(OTHER, "POST", "/jobs", JSON, "{\"complexity\":0}")).path("id").stringValue();
      readTo(stream, id);
    }
  }

  private static void readTo(TlsClient stream, String text) throws Exception {
    String line = stream.readLine();
    while (!line.contains(text)) {
      line = stream.readLine();
    }
  }

  @Test
  void anUploadOfOneMebibyteArrivesByteForByte() throws Exception {
    String payload = "0123456789abcdef".repeat((1 << 20) / 16);
    TlsClient.Reply reply =
        ask(CLIENT, "POST", "/types/simulate/jobs", "Content-Type: text/plain\r\n", payload);
    assertEquals(200, reply.status(), reply::head);
    String path = "/jobs/" + json(reply).path("id").stringValue() + "/payload";
    assertEquals(payload, ask(CLIENT, "GET", path, "", "").body());
  }

  /** The client goes on sending while it is answered; who is refused may be cut. */
  @Test
  void whatIsTooLargeIsRefused() throws Exception {
    String head =
        "POST /jobs HTTP/1.1\r\nHost: %s\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(TlsClient.HOST, token, "application/x-ndjson", 17 << 20);
    Thread sender;
    try (TlsClient client = client(CLIENT).send(head)) {
      sender = Thread.ofVirtual().start(() -> client.sendWhilePossible("{}\n", 17 << 20));
      assertEquals(413, client.read().status());
    }
    sender.join();
  }

  /** Twenty that never finish their request; they are cut, and the others notice nothing. */
  @Test
  void slowClientsHoldNobodyUp() throws Exception {
    List<TlsClient> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        slow.add(client(CLIENT).send("GET /livez HTTP/1.1\r\nHost: " + TlsClient.HOST + "\r\nX: "));
      }
      for (int i = 0; i < 20; i++) {
        assertEquals(200, ask(OTHER, "GET", "/queue", "", "").status());
      }
      for (TlsClient client : slow) {
        String end = client.readToEnd();
        assertTrue(end.isEmpty() || end.startsWith("HTTP/1.1 408") || end.contains(" 400 "), end);
      }
    } finally {
      for (TlsClient client : slow) {
        client.close();
      }
    }
  }

  /**
   * A request that the proxy did not see as one has no address of a client: it would be logged with
   * the proxy's own.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 50",
        "Content-Length: 5,50",
        "Content-Length: +5",
        "Content-Length: -5",
        "Content-Length: 0x5",
        "Content-Length: 5 5",
        "Content-Length : 5",
        "Content-Length: \u000b5",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding: \u000bchunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "X: a\rTransfer-Encoding: chunked",
        "X: a\r\n Transfer-Encoding: chunked",
      })
  void doubtfulFramingHidesNoRequest(String framing) throws Exception {
    try (TlsClient client = client(CLIENT)) {
      client.send(twoInOne(framing));
      client.readToEnd();
    }
    for (int i = 0; i < 4; i++) {
      TlsClient.Reply honest = ask(OTHER, "GET", "/version", "", "");
      assertEquals(200, honest.status(), "somebody else's answer: " + honest);
      assertTrue(honest.body().contains("\"java\""), honest::body);
    }
    assertFalse(service.log().contains("client=127.0.0.1 "), service::log);
    assertFalse(service.log().contains("path=/hidden"), service::log);
  }

  private String twoInOne(String framing) {
    String head = " HTTP/1.1\r\nHost: " + TlsClient.HOST + "\r\n" + token;
    String first = "POST /types/simulate/jobs" + head + "Connection: close\r\n" + framing;
    return first + "\r\n\r\n0\r\n\r\nGET /hidden" + head + "\r\n";
  }

  @Test
  void aRestartLosesNothingAndResetsNobody() throws Exception {
    Submitters submitters = new Submitters(this::submit);
    submitters.start(4);
    submitters.awaitMore(20);
    service.stop();
    service.start();
    List<String> before = submitters.accepted();
    submitters.awaitMore(20);
    submitters.stop();
    try (TlsClient client = client(OTHER)) {
      for (String id : before) {
        assertEquals(200, client.ask("GET", "/jobs/" + id, token, "").status(), id);
      }
    }
  }

  private TlsClient.Reply submit(String key) throws Exception {
    return ask(
        OTHER, "POST", "/jobs", JSON + "Idempotency-Key: " + key + "\r\n", "{\"complexity\":0}");
  }
}
