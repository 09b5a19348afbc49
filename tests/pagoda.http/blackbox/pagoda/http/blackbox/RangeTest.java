package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;
import pagoda.testing.Await;
import pagoda.testing.Seed;

/** Ranges and conditions; RFC 9110 sections 13 and 14. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RangeTest {
  private static final int LENGTH = 10_000;
  private TestServer server;

  @BeforeAll
  void start() throws IOException {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Answer pattern(String headers) throws IOException {
    return server.ask("GET", "/pattern", headers, "");
  }

  private static byte[] bytes(long from, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) ((from + i) % 251);
    }
    return bytes;
  }

  @Test
  void withoutRangeItIsTheWhole() throws IOException {
    Answer answer = pattern("");
    assertEquals(200, answer.status());
    assertEquals("bytes", answer.header("Accept-Ranges").orElse(""));
    assertArrayEquals(bytes(0, LENGTH), answer.body());
  }

  @ParameterizedTest
  @CsvSource({"0-0, 0, 1", "5-9, 5, 5", "9999-, 9999, 1", "-1, 9999, 1", "9990-20000, 9990, 10"})
  void oneRangeIsAnswered206(String range, int from, int count) throws IOException {
    Answer answer = pattern("Range: bytes=" + range + "\r\n");
    assertEquals(206, answer.status());
    assertEquals(
        "bytes " + from + "-" + (from + count - 1) + "/" + LENGTH,
        answer.header("Content-Range").orElse(""));
    assertEquals(Integer.toString(count), answer.header("Content-Length").orElse(""));
    assertEquals("\"v1\"", answer.header("ETag").orElse(""));
    assertArrayEquals(bytes(from, count), answer.body());
  }

  @Test
  void anyRangeIsAPieceOfTheWhole() throws IOException {
    Random random = Seed.random("RangeTest");
    try (RawConnection connection = server.connect()) {
      for (int i = 0; i < 200; i++) {
        int from = random.nextInt(LENGTH);
        int last = from + random.nextInt(LENGTH);
        connection.request("GET", "/pattern", "Range: bytes=" + from + "-" + last + "\r\n", "");
        int count = Math.min(last, LENGTH - 1) - from + 1;
        assertArrayEquals(bytes(from, count), connection.read().body());
      }
    }
  }

  @Test
  void aPieceOfABodyThatNobodyCouldStore() throws IOException {
    long length = Long.MAX_VALUE - 1;
    long from = length - 1_000_000_007;
    Answer answer =
        server.ask(
            "GET", "/pattern/" + length, "Range: bytes=" + from + "-" + (from + 9) + "\r\n", "");
    assertEquals(206, answer.status());
    assertArrayEquals(bytes(from, 10), answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10000-", "bytes=-0", "bytes=99999999999999999999-"})
  void nothingInRangeIsAnswered416(String range) throws IOException {
    Answer answer = pattern("Range: " + range + "\r\n");
    assertEquals(416, answer.status());
    assertEquals("bytes */10000", answer.header("Content-Range").orElse(""));
    assertTrue(answer.text().contains("\"status\":416"), answer::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,3-4", "bytes=5-1", "lines=1-2", "bytes=x", "bytes", ""})
  void severalAndInvalidRangesAreIgnored(String range) throws IOException {
    Answer answer = pattern("Range: " + range + "\r\n");
    assertEquals(200, answer.status());
    assertEquals(LENGTH, answer.body().length);
    assertEquals(Optional.empty(), answer.header("Content-Range"));
  }

  @Test
  void headHasNoRange() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.request("HEAD", "/pattern", "Range: bytes=0-1\r\n", "");
      Answer answer = connection.readHead();
      assertEquals(200, answer.status());
      assertEquals("10000", answer.header("Content-Length").orElse(""));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"v1\"|206",
        "\"v2\"|200",
        "W/\"v1\"|200",
        "Wed, 21 Oct 2015 07:28:00 GMT|200",
        "v1|200"
      })
  void ifRangeNeedsTheExactTag(String tag, int status) throws IOException {
    assertEquals(status, pattern("Range: bytes=0-1\r\nIf-Range: " + tag + "\r\n").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"v1\"|304",
        "W/\"v1\"|304",
        "*|304",
        "\"v0\", \"v1\"|304",
        "\"v2\"|200",
        "v1|200",
        "\"v\"|200"
      })
  void ifNoneMatchSparesTheBody(String tags, int status) throws IOException {
    Answer answer = pattern("If-None-Match: " + tags + "\r\n");
    assertEquals(status, answer.status());
    assertEquals("\"v1\"", answer.header("ETag").orElse(""));
    assertEquals(status == 304 ? 0 : LENGTH, answer.body().length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"v1\"|200", "*|200", "\"v0\", \"v1\"|200", "\"v2\"|412", "W/\"v1\"|412"})
  void ifMatchNeedsTheExactTag(String tags, int status) throws IOException {
    assertEquals(status, pattern("If-Match: " + tags + "\r\n").status());
  }

  @Test
  void conditionsComeBeforeRanges() throws IOException {
    assertEquals(304, pattern("If-None-Match: \"v1\"\r\nRange: bytes=0-1\r\n").status());
    assertEquals(412, pattern("If-Match: \"v2\"\r\nRange: bytes=0-1\r\n").status());
    assertEquals(412, pattern("If-Match: \"v2\"\r\nIf-None-Match: \"v1\"\r\n").status());
  }

  @Test
  void theConnectionLivesOnAfter304() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.request("GET", "/pattern", "If-None-Match: *\r\n", "");
      assertEquals(304, connection.read().status());
      assertEquals("hello", connection.get("/hello").read().text());
    }
  }

  @Test
  void everyBodyIsClosedOnce() throws Exception {
    try (TestServer own = TestServer.start()) {
      for (String headers :
          List.of(
              "If-None-Match: *\r\n",
              "Range: bytes=0-1\r\n",
              "Range: bytes=-0\r\n",
              "If-Match: \"x\"\r\n",
              "")) {
        own.ask("GET", "/pattern", headers, "");
      }
      Await.until("five bodies closed", () -> own.routes.closed.get() == 5);
      assertEquals(5, own.routes.started.get());
    }
  }
}
