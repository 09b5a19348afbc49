package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.Body;
import pagoda.http.ExchangeOutcome;
import pagoda.http.ExchangeRecord;
import pagoda.http.MediaType;
import pagoda.http.Problem;
import pagoda.http.ProblemException;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;
import pagoda.testing.Await;

/** The three zones in which a request can fail. */
class FailureTest {
  private TestServer server;

  private static final class DomainException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @BeforeEach
  void start() throws IOException {
    server =
        TestServer.start(
            o ->
                o.withErrorMapper(failure ->
                    failure instanceof DomainException
                        ? Optional.of(
                            new ProblemException(
                                Problem.of(503, "QUEUE_FULL", "The queue is full")
                                    .withDetail("10 of 10")
                                    .with("capacity", 10),
                                "Retry-After",
                                "7"))
                        : Optional.empty()),
            java.util.List.of(
                Route.get("/domain", r -> domain()),
                Route.get("/no-answer", r -> null),
                Route.get("/io", r -> io())));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Response domain() {
    throw new DomainException();
  }

  private static Response io() throws IOException {
    throw new IOException("secret of the disk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/boom", "/error", "/boom-in-body", "/no-answer", "/io", "/too-long"})
  void aFaultBeforeTheFirstByteIsAnswered500AndTellsNothing(String path) throws Exception {
    try (RawConnection connection = server.connect()) {
      Answer answer = connection.get(path).read();
      assertEquals(500, answer.status());
      assertTrue(answer.text().contains("\"code\":\"INTERNAL\""), answer::toString);
      assertFalse(answer.text().contains("secret"), answer::toString);
      assertTrue(
          answer.text().contains("\"request_id\":\"" + answer.header("X-Request-Id").orElseThrow()),
          answer::toString);
      ExchangeRecord record = server.record();
      assertTrue(record.failure().isPresent(), "the listener hears what happened");
      assertEquals(ExchangeOutcome.COMPLETE, record.outcome());
      assertEquals(500, record.status());
      assertEquals("hello", connection.get("/hello").read().text(), "the connection lives on");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/boom-after-first-byte", "/boom-after-first-chunk", "/too-short"})
  void aFaultAfterTheFirstByteShowsAsAMissingEnd(String path) throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.get(path);
      assertThrows(EOFException.class, connection::read);
    }
    ExchangeRecord record = server.record();
    assertEquals(ExchangeOutcome.FAILED, record.outcome());
    assertTrue(record.failure().isPresent());
    assertTrue(record.bytes() > 0, record::toString);
    Await.until("the body is closed", () -> server.routes.closed.get() == 1);
    assertEquals("hello", server.get("/hello").text());
  }

  @Test
  void anExceptionOfTheApplicationIsMapped() throws IOException {
    Answer answer = server.get("/domain");
    assertEquals(503, answer.status());
    assertEquals("7", answer.header("Retry-After").orElse(""));
    assertEquals("application/problem+json", answer.header("Content-Type").orElse(""));
    assertEquals(
        "{\"error\":\"The queue is"
            + " full\",\"code\":\"QUEUE_FULL\",\"status\":503,\"type\":\"about:blank\",\"title\":\"Service"
            + " Unavailable\",\"detail\":\"10 of 10\",\"capacity\":10}",
        answer.text());
  }

  @Test
  void aClientThatHangsUpEndsItsBody() throws Exception {
    for (int i = 0; i < 3; i++) {
      RawConnection connection = server.connect();
      connection.get("/pattern/" + (1L << 50));
      connection.readHead();
      connection.readExactly(100_000);
      if (i == 0) {
        connection.reset();
      }
      connection.close();
    }
    Await.until("all bodies are closed", () -> server.routes.closed.get() == 3);
    for (int i = 0; i < 3; i++) {
      assertEquals(ExchangeOutcome.CLIENT_GONE, server.record().outcome());
    }
    Await.until("nothing is in flight", () -> server.server.inFlight() == 0);
  }

  @Test
  void aClientThatDoesNotReadIsCut() throws Exception {
    try (TestServer impatient =
            TestServer.limited(l -> l.withWriteTimeout(Duration.ofMillis(300)));
        RawConnection connection = RawConnection.slow(impatient.server.port(), 4096)) {
      connection.get("/pattern/" + (1L << 50));
      assertEquals(ExchangeOutcome.TIMED_OUT, impatient.record().outcome());
      assertEquals(1, impatient.routes.closed.get());
      assertEquals("hello", impatient.get("/hello").text());
    }
  }

  @Test
  void aListenerThatFailsHarmsNobody() throws IOException {
    try (TestServer other =
            TestServer.start(o ->
                o.withListener(r -> {
                  throw new IllegalStateException("listener");
                }));
        RawConnection connection = other.connect()) {
      assertEquals("hello", connection.get("/hello").read().text());
      assertEquals("hello", connection.get("/hello").read().text());
    }
  }

  @Test
  void aMapperThatFailsIsAFaultLikeAnyOther() throws Exception {
    try (TestServer other =
        TestServer.start(o ->
            o.withErrorMapper(failure -> {
              throw new IllegalStateException("mapper");
            }))) {
      assertEquals(500, other.get("/boom").status());
      assertEquals(1, other.record().failure().orElseThrow().getSuppressed().length);
    }
  }

  @Test
  void aBodyThatFailsToCloseIsToldToTheListenerOnly() throws Exception {
    Body body =
        new Body() {
          @Override
          public long length() {
            return 1;
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            out.write('x');
          }

          @Override
          public void close() {
            throw new IllegalStateException("close");
          }
        };
    try (TestServer other =
            TestServer.with(Route.get("/close", r -> Response.stream(MediaType.TEXT, body)));
        RawConnection connection = other.connect()) {
      assertEquals("x", connection.get("/close").read().text());
      ExchangeRecord record = other.record();
      assertEquals(ExchangeOutcome.COMPLETE, record.outcome());
      assertTrue(record.failure().isPresent());
      assertEquals("hello", connection.get("/hello").read().text());
    }
  }

  /** A header the JDK refuses, after the guard had begun to watch: the next answer is unharmed. */
  @Test
  void twoFaultsInARowAreAnsweredBoth() throws IOException {
    try (RawConnection connection = server.connect()) {
      for (int i = 0; i < 3; i++) {
        assertEquals(500, connection.get("/too-long").read().status());
      }
    }
  }
}
