package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.ExchangeOutcome;
import pagoda.http.ExchangeRecord;
import pagoda.http.TraceContext;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;

/** What the listener hears, and the request id. */
class RecordTest {
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRequestIsToldInFull() throws Exception {
    Answer answer = server.get("/hello/a%20b?secret=1");
    ExchangeRecord record = server.record();
    assertEquals("GET", record.method());
    assertEquals("/hello/a%20b", record.path(), "without the query, which may be secret");
    assertEquals(Optional.of("/hello/{name}"), record.route());
    assertEquals(200, record.status());
    assertEquals(9, record.bytes());
    assertEquals("127.0.0.1", record.client().getHostAddress());
    assertEquals("-", record.principal());
    assertEquals(ExchangeOutcome.COMPLETE, record.outcome());
    assertEquals(Optional.empty(), record.failure());
    assertEquals(answer.header("X-Request-Id").orElseThrow(), record.requestId());
    assertTrue(record.duration().isPositive());
  }

  @Test
  void whatHasNoRouteHasNoLabel() throws Exception {
    server.get("/nothing");
    assertEquals(Optional.empty(), server.record().route());
    server.ask("PUT", "/hello", "", "");
    assertEquals(Optional.empty(), server.record().route());
    server.get("/hello/..");
    assertEquals(400, server.record().status());
  }

  @Test
  void strangeMethodsAndPathsAreShortened() throws Exception {
    server.ask("X".repeat(500), "/" + "y".repeat(500), "", "");
    ExchangeRecord record = server.record();
    assertEquals(20, record.method().length());
    assertEquals(200, record.path().length());
  }

  /** Nothing can be said before the cut, and nobody here is to blame. */
  @Test
  void aHeadRequestWithMalformedChunksIsNoFailure() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection
          .send(
              "HEAD /hello HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n")
          .finish();
      connection.expectClosed();
    }
    ExchangeRecord record = server.record();
    assertEquals(Optional.empty(), record.failure());
    assertEquals(ExchangeOutcome.CLIENT_GONE, record.outcome());
  }

  @Test
  void aTraceGoesOn() throws Exception {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    Answer answer =
        server.ask("GET", "/hello", "traceparent: 00-" + trace + "-00f067aa0ba902b7-01\r\n", "");
    assertEquals(trace, answer.header("X-Request-Id").orElse(""));
    assertEquals(trace, server.record().requestId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
      })
  void aBadTraceStartsANewOne(String header) throws IOException {
    String id =
        server
            .ask("GET", "/hello", "traceparent: " + header + "\r\n", "")
            .header("X-Request-Id")
            .orElseThrow();
    assertTrue(id.matches("[0-9a-f]{32}"), id);
    assertFalse(id.contains("4bf92f3577b34da6"), id);
    assertFalse(id.equals(server.get("/hello").header("X-Request-Id").orElseThrow()));
  }

  @Test
  void aChildKeepsTheTraceAndHasItsOwnSpan() {
    TraceContext context =
        TraceContext.parse("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more")
            .orElseThrow();
    TraceContext child = context.child();
    assertEquals(context.traceId(), child.traceId());
    assertEquals("01", child.flags());
    assertFalse(context.spanId().equals(child.spanId()));
    assertEquals(Optional.of(child), TraceContext.parse(child.header()));
  }
}
