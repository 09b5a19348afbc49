package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.ExchangeOutcome;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;
import pagoda.testing.Await;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyTest {
  private static final int MIB = 1024 * 1024;
  private static final String JSON = "Content-Type: application/json\r\n";

  private TestServer server;

  @BeforeAll
  void start() throws IOException {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aBodyArrivesAsItWasSent() throws IOException {
    for (int size : new int[] {1, 8191, 8192, 8193, 100_000, MIB}) {
      assertEquals(
          Integer.toString(size), server.ask("POST", "/bytes", "", "x".repeat(size)).text());
    }
    assertEquals("0", server.ask("POST", "/bytes", "", "").text());
    assertEquals("0", server.ask("POST", "/bytes", "Content-Length: 0\r\n", "").text());
  }

  @Test
  void aBodyInPiecesArrivesWhole() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send("PUT /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\n");
      for (char c : "abcdef".toCharArray()) {
        connection.send(String.valueOf(c));
      }
      assertEquals("6", connection.read().text());
    }
  }

  @Test
  void aBodyOneByteTooLargeIsAnswered413() throws IOException {
    Answer answer = server.ask("POST", "/bytes", "", "x".repeat(MIB + 1));
    assertEquals(413, answer.status());
    assertTrue(answer.text().contains("\"limit\":" + MIB), answer::toString);
    assertTrue(answer.text().contains("TOO_LARGE"), answer::toString);
  }

  /** Many clients send everything before they read; a reset would rob them of the answer. */
  @Test
  void aClientThatSendsEverythingFirstReadsThe413() throws IOException {
    int size = 20 * MIB;
    try (RawConnection connection = server.connect()) {
      connection.send(
          "POST /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + size + "\r\n\r\n");
      byte[] block = new byte[MIB];
      for (int sent = 0; sent < size; sent += MIB) {
        connection.send(block);
      }
      Answer answer = connection.read();
      assertEquals(413, answer.status());
      assertTrue(answer.closes());
      connection.expectClosed();
    }
  }

  @Test
  void aChunkedBodyTooLargeIsAnswered413() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send(
          "POST /bytes HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      String chunk = "10000\r\n" + "x".repeat(65_536) + "\r\n";
      for (int i = 0; i < 40; i++) {
        connection.send(chunk);
      }
      connection.send("0\r\n\r\n");
      assertEquals(413, connection.read().status());
    }
  }

  @Test
  void thePerRouteLimitHolds() throws IOException {
    String ndjson = "Content-Type: application/x-ndjson\r\n";
    assertEquals("100", server.ask("POST", "/two", JSON, "x".repeat(100)).text());
    assertEquals(413, server.ask("POST", "/two", JSON, "x".repeat(101)).status());
    assertEquals("1000", server.ask("POST", "/two", ndjson, "x".repeat(1000)).text());
    assertEquals(413, server.ask("POST", "/two", ndjson, "x".repeat(1001)).status());
  }

  @Test
  void aClientThatAsksFirstIsToldToGoOn() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send(
          "POST /bytes HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
              + "Content-Length: 2\r\n\r\n");
      assertEquals(100, connection.readHead().status());
      assertEquals("2", connection.send("ab").read().text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Type: text/plain\r\n",
        "Content-Type: application/jsonx\r\n",
        "Content-Type: x\r\n",
        "Content-Type: application/x-www-form-urlencoded\r\n"
      })
  void anotherTypeIsAnswered415(String header) throws IOException {
    Answer answer = server.ask("POST", "/json", header, "{}");
    assertEquals(415, answer.status(), answer::toString);
    assertEquals("application/json", answer.header("Accept").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "Application/JSON", "application/json; charset=utf-8"})
  void theRightTypeIsTaken(String type) throws IOException {
    assertEquals(
        "{\"a\":[1,null]}",
        server
            .ask("POST", "/json", "Content-Type: " + type + "\r\n", " {\"a\" : [1, null]} ")
            .text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{", "", "  ", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"b\":1}}", "[1] x", "[1][2]",
            "{'a':1}",
        "[01]", "[NaN]", "[1,]", "// c\n1", "nul", "\"\\ud83d\\u0\"", "[\"a\tb\"]", "\u0001"
      })
  void whatIsNotStrictJsonIsRefused(String body) throws IOException {
    Answer answer =
        server.ask("POST", "/json", JSON + (body.isEmpty() ? "Content-Length: 0\r\n" : ""), body);
    assertEquals(400, answer.status(), answer::toString);
    assertTrue(answer.text().contains("\"code\":\"BAD_REQUEST\""), answer::toString);
    assertFalse(answer.text().contains("tools.jackson"), answer::toString);
  }

  @Test
  void jsonMayBeNested500DeepAndNoDeeper() throws IOException {
    assertEquals(
        200, server.ask("POST", "/json", JSON, "[".repeat(500) + "]".repeat(500)).status());
    assertEquals(
        400, server.ask("POST", "/json", JSON, "[".repeat(501) + "]".repeat(501)).status());
    assertEquals(400, server.ask("POST", "/json", JSON, "{\"a\":".repeat(501) + "1").status());
    assertEquals(400, server.ask("POST", "/json", JSON, "[".repeat(1_000_000)).status());
  }

  @Test
  void numbersSurviveTheTree() throws IOException {
    String body = "[123456789012345678901234567890,0.1234567890123456789012345678901234567890]";
    assertEquals(body, server.ask("POST", "/json", JSON, body).text());
  }

  @Test
  void aBodyThatIsNotAskedForIsReadOver() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.request("GET", "/hello", "", "surprise");
      assertEquals("hello", connection.read().text());
      connection.request("DELETE", "/bytes", "", "surprise");
      assertEquals(204, connection.read().status());
      connection.request("POST", "/nothing", "", "surprise");
      assertEquals(404, connection.read().status());
      assertEquals("hello", connection.get("/hello").read().text());
    }
  }

  @Test
  void aBodyThatEndsEarlyIsAnswered400ToWhoStillListens() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection
          .send("POST /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc")
          .finish();
      assertEquals(400, connection.read().status());
      connection.expectClosed();
    }
  }

  @Test
  void aSlowBodyIsAnswered408() throws Exception {
    try (TestServer impatient =
            TestServer.limited(l -> l.withReceiveTimeout(Duration.ofMillis(300)));
        RawConnection connection = impatient.connect()) {
      connection.send("POST /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc");
      Answer answer = connection.read();
      assertEquals(408, answer.status());
      assertTrue(answer.text().contains("\"code\":\"TIMEOUT\""), answer::toString);
      connection.expectClosed();
      assertEquals(ExchangeOutcome.TIMED_OUT, impatient.record().outcome());
    }
  }

  @Test
  void allBodiesTogetherAreBounded() throws Exception {
    CountDownLatch holding = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Route hold =
        Route.post(
            "/hold",
            r -> {
              holding.countDown();
              release.await();
              return Response.text(Integer.toString(r.body().length));
            });
    String body = "x".repeat(60_000);
    try (TestServer small = TestServer.limited(l -> l.withBodyMemory(100_000), hold);
        RawConnection first = small.connect()) {
      first.request("POST", "/hold", "", body);
      holding.await();
      Answer second = small.ask("POST", "/bytes", "", body);
      assertEquals(503, second.status());
      assertEquals("1", second.header("Retry-After").orElse(""));
      release.countDown();
      assertEquals("60000", first.read().text());
      Await.until(
          "the memory is free again",
          () -> small.ask("POST", "/bytes", "", body).text().equals("60000"));
    }
  }
}
