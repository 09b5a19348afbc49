package pagoda.http.attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages whose end a proxy and this server could see in different places (RFC 9112 section 11.2).
 * Behind the doubtful end hides a request: it must never be answered.
 */
public abstract class SmugglingContract {
  /** For the tests of one server. */
  protected SmugglingContract() {}

  /** The server. */
  protected abstract Target target();

  private String hidden() {
    return "GET " + target().hidden() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private void assertNotSmuggled(String all) {
    assertFalse(all.contains(target().mark()), all);
  }

  @Test
  void theHiddenRequestIsAnsweredWhereItIsInTheOpen() throws IOException {
    assertTrue(target().get(target().hidden()).text().contains(target().mark()));
  }

  private String everythingAnswered(String message) throws IOException {
    try (RawConnection connection = target().connect()) {
      connection.send(message.getBytes(StandardCharsets.ISO_8859_1)).finish();
      return new String(connection.readToEnd(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 50",
        "Content-Length: 5, 5",
        "Content-Length: 5,50",
        "Content-Length: +5",
        "Content-Length: -0",
        "Content-Length: -5",
        "Content-Length: 0x5",
        "Content-Length: 5 5",
        "Content-Length: 5a",
        "Content-Length: 05e0",
        "Content-Length: 99999999999999999999999",
        "Content-Length: ",
        "Content-Length : 5",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: \"chunked\"",
        "Transfer_Encoding: chunked\r\nContent-Length: -1",
      })
  void doubtfulFramingHidesNothing(String headers) throws IOException {
    String all = everythingAnswered(target().upload() + headers + "\r\n\r\n0\r\n\r\n" + hidden());
    assertNotSmuggled(all);
    assertTrue(all.isEmpty() || all.matches("(?s)HTTP/1.1 (400|501) .*"), all);
  }

  /** Each is one chunked body to somebody; after any of them nothing more is read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0\r\n\r\n",
        "5\r\nhello\r\n0\r\n\r\n",
        "5;a=b\r\nhello\r\n0;x\r\n\r\n",
        "00000000005\r\nhello\r\n0\r\n\r\n",
        "100000005\r\nhello\r\n0\r\n\r\n",
        "80000000\r\nhello\r\n0\r\n\r\n",
        "FFFFFFFF\r\nhello\r\n0\r\n\r\n",
        "-5\r\nhello\r\n0\r\n\r\n",
        "+5\r\nhello\r\n0\r\n\r\n",
        "0x5\r\nhello\r\n0\r\n\r\n",
        "5 \r\nhello\r\n0\r\n\r\n",
        " 5\r\nhello\r\n0\r\n\r\n",
        "5\nhello\n0\n\n",
        "5\r\nhelloX0\r\n\r\n",
        "5\r\nhel",
        "\r\n",
        "\r\n\r\n",
        "x\r\n\r\n",
        "0\r\nTrailer: x\r\n\r\n",
        "0\n\n",
        "1;\rA\r\nx\r\n0\r\n\r\n",
      })
  void afterAChunkedBodyNothingMoreIsRead(String body) throws IOException {
    String all =
        everythingAnswered(
            target().upload() + "Transfer-Encoding: chunked\r\n\r\n" + body + hidden());
    assertNotSmuggled(all);
    assertTrue(all.isEmpty() || all.matches("(?s)HTTP/1.1 (200|400) .*"), all);
  }

  @Test
  void aProperChunkedBodyIsTaken() throws IOException {
    String body = target().body();
    Answer answer =
        target()
            .raw(
                target().upload()
                    + "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\n"
                    + body.substring(0, 2)
                    + "\r\n"
                    + Integer.toHexString(body.length() - 2)
                    + "\r\n"
                    + body.substring(2)
                    + "\r\n0\r\n\r\n");
    assertEquals(200, answer.status(), answer::toString);
    assertTrue(answer.closes(), "so that nothing can follow a chunked body");
  }

  @Test
  void http10HasNoChunks() throws IOException {
    String upload = target().upload().replace("HTTP/1.1", "HTTP/1.0");
    String all =
        everythingAnswered(
            upload
                + "Transfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\n"
                + hidden());
    assertTrue(all.startsWith("HTTP/1.1 400 "), all);
    assertNotSmuggled(all);
  }

  @Test
  void requestsSentAtOnceAreAnsweredInOrder() throws IOException {
    try (RawConnection connection = target().connect()) {
      connection.send(
          target().wholeUpload()
              + (target().head() + "\r\n")
              + "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"
              + hidden());
      assertEquals(200, connection.read().status());
      assertEquals(target().text(), connection.read().text());
      assertEquals(404, connection.read().status());
      assertTrue(connection.read().text().contains(target().mark()));
    }
  }

  /** The JDK takes Connection for one word; RFC 9110 section 7.6.1 makes it a list. */
  @Test
  void closeIsFoundInAListOfConnectionOptions() throws IOException {
    try (RawConnection connection = target().connect()) {
      connection.request("GET", target().path(), "Connection: keep-alive, Close\r\n", "");
      assertTrue(connection.read().closes());
      connection.expectClosed();
    }
  }
}
