package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;
import pagoda.testing.Await;

/**
 * Trap 7: {@code HttpServer.stop} returns at once when idle and waits its full time for a stream.
 */
class DrainTest {
  private static final Duration LONG = Duration.ofMinutes(4);
  private final CountDownLatch gate = new CountDownLatch(1);

  private TestServer serverThatWaits() throws IOException {
    return TestServer.with(
        Route.get(
            "/wait",
            r -> {
              gate.await();
              return Response.text("done");
            }));
  }

  @Test
  void anIdleServerStopsAtOnce() throws IOException {
    TestServer server = TestServer.start();
    try (RawConnection idle = server.connect()) {
      idle.get("/hello").read();
      assertTrue(server.server.drain(LONG)); // the suite's time limit is the judge
      idle.expectClosed();
    }
    server.close();
  }

  @Test
  void whatIsInFlightIsAnsweredAndTheConnectionClosed() throws Exception {
    TestServer server = serverThatWaits();
    try (RawConnection busy = server.connect()) {
      busy.get("/wait");
      Await.until("in flight", () -> server.server.inFlight() == 1);
      var drained = CompletableFuture.supplyAsync(() -> server.server.drain(LONG));
      Await.until(
          "no new connection",
          () -> {
            try (RawConnection late = server.connect()) {
              return late.get("/hello").readToEnd().length == 0;
            } catch (IOException e) {
              return true;
            }
          });
      assertFalse(drained.isDone());
      gate.countDown();
      Answer answer = busy.read();
      assertEquals("done", answer.text());
      assertTrue(answer.closes());
      busy.expectClosed();
      assertTrue(drained.get(30, TimeUnit.SECONDS));
    }
    server.close();
  }

  @Test
  void eventStreamsAreEndedProperlyAndAtOnce() throws Exception {
    TestServer server = TestServer.start();
    try (RawConnection stream = server.connect()) {
      stream.get("/events");
      assertEquals(200, stream.readHead().status());
      stream.readChunk();
      assertTrue(server.server.drain(LONG));
      assertEquals(0, stream.readChunk().length, "the last chunk: an end, not a cut");
      stream.expectClosed();
    }
    server.close();
  }

  @Test
  void whatTakesTooLongIsCut() throws Exception {
    TestServer server = serverThatWaits();
    try (RawConnection stuck = server.connect()) {
      stuck.get("/wait");
      Await.until("in flight", () -> server.server.inFlight() == 1);
      assertFalse(server.server.drain(Duration.ofMillis(50)));
      stuck.expectClosed();
    }
    gate.countDown();
    server.close();
  }

  @Test
  void aDownloadUnderWayIsFinished() throws Exception {
    TestServer server = TestServer.start();
    int length = 30_000_000;
    try (RawConnection download = server.connect()) {
      download.get("/pattern/" + length);
      assertEquals(200, download.readHead().status());
      var drained = CompletableFuture.supplyAsync(() -> server.server.drain(LONG));
      assertEquals(length, download.readExactly(length).length);
      assertTrue(drained.get(30, TimeUnit.SECONDS));
    }
    server.close();
  }

  /** After a client hung up, the JDK still counts its exchange and would wait for it. */
  @Test
  void aClientThatHungUpIsNotWaitedFor() throws Exception {
    TestServer server = TestServer.start();
    try (RawConnection gone = server.connect();
        RawConnection idle = server.connect()) {
      idle.get("/hello").read();
      gone.get("/pattern/" + (1L << 50));
      gone.readExactly(100_000);
      gone.reset();
      Await.until("the body is closed", () -> server.routes.closed.get() == 1);
      Await.until("nothing is in flight", () -> server.server.inFlight() == 0);
      assertTrue(server.server.drain(LONG));
      assertTrue(
          Thread.getAllStackTraces().keySet().stream()
              .noneMatch(t -> t.getName().equals("pagoda-http-stop")),
          "nobody waits any more");
      idle.expectClosed();
    }
    server.close();
  }

  @Test
  void closingTwiceIsHarmless() throws IOException {
    TestServer server = TestServer.start();
    int port = server.server.port();
    server.server.close();
    server.server.close();
    assertTrue(server.server.drain(LONG));
    assertThrows(IOException.class, () -> RawConnection.to(port).close());
    server.close();
  }

  @Test
  void aUrlNamesTheServer() throws IOException {
    try (TestServer server = TestServer.start()) {
      assertEquals("http://127.0.0.1:" + server.server.port(), server.server.url());
      byte[] body =
          java.net.URI.create(server.server.url() + "/hello").toURL().openStream().readAllBytes();
      assertEquals("hello", new String(body, StandardCharsets.UTF_8));
    }
  }
}
