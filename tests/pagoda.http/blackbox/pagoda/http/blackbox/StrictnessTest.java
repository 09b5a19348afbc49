package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are not exactly right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictnessTest {
  private TestServer server;

  @BeforeAll
  void start() throws IOException {
    server = TestServer.start(o -> o.hostNames(Set.of("pagoda.test")));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static void assertProblem(int status, String code, Answer answer) {
    assertEquals(status, answer.status(), answer::toString);
    assertEquals("application/problem+json", answer.header("Content-Type").orElse(""));
    assertTrue(answer.text().contains("\"code\":\"" + code + "\""), answer::toString);
  }

  @Test
  void aMissingHostIsRefused() throws IOException {
    assertProblem(400, "BAD_REQUEST", server.raw("GET /hello HTTP/1.1\r\n\r\n"));
  }

  @Test
  void http10NeedsNoHost() throws IOException {
    Answer answer = server.raw("GET /hello HTTP/1.0\r\n\r\n");
    assertEquals("hello", answer.text());
    assertTrue(answer.closes());
  }

  @Test
  void twoHostsAreRefused() throws IOException {
    assertProblem(
        400,
        "BAD_REQUEST",
        server.raw("GET /hello HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "localhost:x", "user@localhost", "localhost/", ""})
  void aMalformedHostIsRefused(String host) throws IOException {
    assertProblem(
        400, "BAD_REQUEST", server.raw("GET /hello HTTP/1.1\r\nHost: " + host + "\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:80", "192.168.0.1", "localhost.evil.example"})
  void theHostOfAStrangerIsRefusedOnLoopback(String host) throws IOException {
    assertProblem(
        403, "FORBIDDEN", server.raw("GET /hello HTTP/1.1\r\nHost: " + host + "\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:9", "[::1]:3000", "pagoda.test:80"})
  void theServersOwnNamesAreGood(String host) throws IOException {
    assertEquals(200, server.raw("GET /hello HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/3.1", "HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "http/1.1", "HTTP/1.1 x", "X"})
  void anotherVersionIsRefused(String version) throws IOException {
    assertProblem(
        505, "BAD_REQUEST", server.raw("GET /hello " + version + "\r\nHost: localhost\r\n\r\n"));
  }

  @Test
  void headersOver16KiBAreAnswered431() throws IOException {
    String fits = "X: " + "a".repeat(16_000) + "\r\n";
    String tooMuch = "X: " + "a".repeat(16_400) + "\r\n";
    assertEquals(200, server.ask("GET", "/hello", fits, "").status());
    assertProblem(431, "TOO_LARGE", server.ask("GET", "/hello", tooMuch, ""));
    assertProblem(
        431,
        "TOO_LARGE",
        server.ask("GET", "/hello", ("X: " + "y".repeat(30) + "\r\n").repeat(600), ""));
    assertProblem(431, "TOO_LARGE", server.get("/hello?" + "a".repeat(17_000)));
  }

  @Test
  void theConnectionLivesOnAfterARefusedHeader() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.request("GET", "/hello", "X: " + "a".repeat(20_000) + "\r\n", "");
      assertEquals(431, connection.read().status());
      assertEquals("hello", connection.get("/hello").read().text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hello?x=%c3", "/hello?%ff=1"})
  void aQueryThatIsNotUtf8IsRefused(String target) throws IOException {
    assertProblem(400, "BAD_REQUEST", server.get(target));
  }

  /** Those the JDK refuses itself: in its own words, but without a stack trace, and it hangs up. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /hello?n=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /hello?n=| HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /hel lo HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET\r\n\r\n",
        "GET /hello\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost : localhost\r\n\r\n",
        "GET /hello HTTP/1.1\r\nno colon\r\nHost: localhost\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: localhost\r\nX\0Y: z\r\n\r\n",
      })
  void whatTheJdkRefusesIsAnsweredOnceAndCut(String request) throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send(request).finish();
      String all = new String(connection.readToEnd(), StandardCharsets.UTF_8);
      assertTrue(all.isEmpty() || all.matches("(?s)HTTP/1.1 (400|404|505) .*"), all);
      assertFalse(all.contains("\tat "), all);
    }
  }

  @Test
  void aQueryOfAnOrdinaryRequestIsStrictlyDecoded() throws IOException {
    assertEquals(200, server.get("/hello?x=%C3%BC&y=a+b").status());
  }
}
