package pagoda.http.attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that are not exactly right. The server listens on loopback and answers to {@code
 * pagoda.test} too.
 */
public abstract class StrictnessContract {
  /** For the tests of one server. */
  protected StrictnessContract() {}

  /** The server. */
  protected abstract Target target();

  private Answer withHost(String host) throws IOException {
    return raw("GET {path} HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }

  private Answer raw(String request) throws IOException {
    return target().raw(withPath(request));
  }

  private String withPath(String request) {
    return request.replace("{path}", target().path());
  }

  private static void assertProblem(int status, String code, Answer answer) {
    assertEquals(status, answer.status(), answer::toString);
    assertEquals("application/problem+json", answer.header("Content-Type").orElse(""));
    assertTrue(answer.text().contains("\"code\":\"" + code + "\""), answer::toString);
  }

  @Test
  void aMissingHostIsRefused() throws IOException {
    assertProblem(400, "BAD_REQUEST", raw("GET {path} HTTP/1.1\r\n\r\n"));
  }

  @Test
  void http10NeedsNoHost() throws IOException {
    Answer answer = raw("GET {path} HTTP/1.0\r\n\r\n");
    assertEquals(target().text(), answer.text());
    assertTrue(answer.closes());
  }

  @Test
  void twoHostsAreRefused() throws IOException {
    assertProblem(
        400,
        "BAD_REQUEST",
        raw("GET {path} HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "localhost:x", "user@localhost", "localhost/", ""})
  void aMalformedHostIsRefused(String host) throws IOException {
    assertProblem(400, "BAD_REQUEST", withHost(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:80", "192.168.0.1", "localhost.evil.example"})
  void theHostOfAStrangerIsRefusedOnLoopback(String host) throws IOException {
    assertProblem(403, "FORBIDDEN", withHost(host));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:9", "[::1]:3000", "pagoda.test:80"})
  void theServersOwnNamesAreGood(String host) throws IOException {
    assertEquals(200, withHost(host).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/3.1", "HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "http/1.1", "HTTP/1.1 x", "X"})
  void anotherVersionIsRefused(String version) throws IOException {
    assertProblem(505, "BAD_REQUEST", raw("GET {path} " + version + "\r\nHost: localhost\r\n\r\n"));
  }

  /** The JDK takes any word for a method. */
  @ParameterizedTest
  @ValueSource(
      strings = {"G@T", "GET,", "G\u00e9T", "GET\t", "G\0T", "\u007fGET", "GE\"T", "G/T", "{GET}"})
  void h04AMethodThatIsNoTokenIsRefused(String method) throws IOException {
    assertProblem(400, "BAD_REQUEST", raw(method + " {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8, 0x0b, 0x0c, 0x0e, 0x1b, 0x1f, 0x7f})
  void h04AControlCharacterInAHeaderIsRefused(int c) throws IOException {
    for (String name : List.of("X", "Authorization", "Cookie", "Accept", "Idempotency-Key")) {
      String header = name + ": a" + (char) c + "b\r\n";
      assertProblem(400, "BAD_REQUEST", target().ask("GET", target().path(), header));
    }
  }

  /** Whoever reads such a header otherwise also sees another end of the request. */
  @Test
  void h04NothingIsReadAfterAControlCharacter() throws IOException {
    Answer answer = target().ask("GET", target().path(), "X: a\0b\r\n");
    assertEquals(400, answer.status());
    assertTrue(answer.closes());
  }

  /** A tab is no control character there, and text beyond ASCII is opaque; RFC 9110, 5.5. */
  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "\u00e9", "\u0080", "a b", "", "!"})
  void h04OtherHeadersAreTaken(String value) throws IOException {
    assertEquals(200, target().ask("GET", target().path(), "X: " + value + "\r\n").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Authorization", "Content-Type", "If-Range", "Last-Event-ID", "Origin", "Range"})
  void h11AHeaderThatMustStandAloneIsRefusedTwice(String name) throws IOException {
    String one = name + ": x\r\n";
    assertProblem(400, "BAD_REQUEST", target().ask("GET", target().path(), one + one));
  }

  @Test
  void headersOver16KiBAreAnswered431() throws IOException {
    String fits = "X: " + "a".repeat(16_000) + "\r\n";
    String tooMuch = "X: " + "a".repeat(16_400) + "\r\n";
    assertEquals(200, target().ask("GET", target().path(), fits).status());
    assertProblem(431, "TOO_LARGE", target().ask("GET", target().path(), tooMuch));
    assertProblem(
        431,
        "TOO_LARGE",
        target().ask("GET", target().path(), ("X: " + "y".repeat(30) + "\r\n").repeat(600)));
    assertProblem(431, "TOO_LARGE", target().get(target().path() + "?" + "a".repeat(17_000)));
  }

  @Test
  void theConnectionLivesOnAfterARefusedHeader() throws IOException {
    try (RawConnection connection = target().connect()) {
      connection.request("GET", target().path(), "X: " + "a".repeat(20_000) + "\r\n", "");
      assertEquals(431, connection.read().status());
      assertEquals(target().text(), connection.get(target().path()).read().text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?x=%c3", "?%ff=1"})
  void aQueryThatIsNotUtf8IsRefused(String query) throws IOException {
    assertProblem(400, "BAD_REQUEST", target().get(target().path() + query));
  }

  /** Those the JDK refuses itself: in its own words, but without a stack trace, and it hangs up. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET {path}?n=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET {path}?n=| HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /hel lo HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET\r\n\r\n",
        "GET {path}\r\n\r\n",
        "GET {path} HTTP/1.1\r\nHost : localhost\r\n\r\n",
        "GET {path} HTTP/1.1\r\nno colon\r\nHost: localhost\r\n\r\n",
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nX\0Y: z\r\n\r\n",
        "HEAD {path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
      })
  void whatTheJdkRefusesIsAnsweredOnceAndCut(String request) throws IOException {
    try (RawConnection connection = target().connect()) {
      connection.send(withPath(request)).finish();
      String all = new String(connection.readToEnd(), StandardCharsets.UTF_8);
      assertTrue(all.isEmpty() || all.matches("(?s)HTTP/1.1 (400|404|505) .*"), all);
      assertFalse(all.contains("\tat "), all);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jobs%2F7",
        "/jobs/a%2fb",
        "/jobs/a%5Cb",
        "/jobs/%00",
        "/jobs/a%00b",
        "/jobs/..",
        "/..",
        "/jobs/../jobs/7",
        "/jobs/./7",
        "/jobs/%2e%2e/x",
        "/jobs/.%2E",
        "//jobs/7",
        "/jobs//7",
        "//evil/jobs/7",
        "/jobs/%FF",
        "/jobs/%C0%AF",
        "/jobs/7#part",
        "/jobs/a%0d%0ab",
        "/jobs/%7f",
        "http://localhost/jobs/7",
        "http://evil/jobs/7",
        "ftp://x/jobs/7"
      })
  void aPathThatOthersCouldReadOtherwiseIsRefused(String target) throws IOException {
    Answer answer = target().get(target);
    assertEquals(400, answer.status(), answer::toString);
    assertTrue(answer.text().contains("\"code\":\"BAD_REQUEST\""), answer::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CONNECT localhost:80", "GET *", "OPTIONS *", "GET jobs/7", "GET localhost"})
  void otherFormsOfATargetNeverReachARoute(String line) throws IOException {
    try (RawConnection connection = target().connect()) {
      connection.send(line + " HTTP/1.1\r\nHost: localhost\r\n\r\n").finish();
      String all = new String(connection.readToEnd(), StandardCharsets.UTF_8);
      assertTrue(all.isEmpty() || all.matches("(?s)HTTP/1.1 40[04] .*"), all);
    }
  }
}
