package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pagoda.http.Limits;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;
import pagoda.testing.Await;

class LimitsTest {
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger inside = new AtomicInteger();

  private Route waiting() {
    return Route.get(
        "/wait",
        r -> {
          inside.incrementAndGet();
          gate.await();
          return Response.text("done");
        });
  }

  private static void close(List<RawConnection> connections) throws IOException {
    for (RawConnection connection : connections) {
      connection.close();
    }
  }

  @Test
  void oneRequestTooManyIsAnswered503AtOnce() throws Exception {
    try (TestServer server =
        TestServer.limited(l -> l.withInFlight(3).withInFlightPerClient(3), waiting())) {
      List<RawConnection> waiting = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        waiting.add(server.connect().get("/wait"));
      }
      Await.until("three in flight", () -> server.server.inFlight() == 3);
      Answer answer = server.get("/hello");
      assertEquals(503, answer.status());
      assertEquals("1", answer.header("Retry-After").orElse(""));
      assertTrue(answer.text().contains("\"code\":\"OVERLOADED\""), answer::toString);
      assertEquals("ok", server.get("/alive").text(), "probes are answered all the same");
      gate.countDown();
      for (RawConnection connection : waiting) {
        assertEquals("done", connection.read().text());
      }
      Await.until("nothing in flight", () -> server.server.inFlight() == 0);
      assertEquals("hello", server.get("/hello").text());
      close(waiting);
    }
  }

  @Test
  void whatHasPlacesOfItsOwnKeepsNobodyElseOutNorDoOthers() throws Exception {
    Route own = waiting().places(new Route.Places(2, 1));
    try (TestServer server =
            TestServer.limited(l -> l.withInFlight(1).withInFlightPerClient(1), own);
        RawConnection first = server.connect();
        RawConnection second = server.connect();
        RawConnection other = RawConnection.from("127.0.0.7", server.server.port());
        RawConnection third = RawConnection.from("127.0.0.8", server.server.port())) {
      first.get("/wait");
      Await.until("it waits", () -> inside.get() == 1);
      assertEquals(429, second.get("/wait").read().status());
      assertEquals(0, server.server.inFlight());
      assertEquals("hello", server.get("/hello").text());
      other.get("/wait");
      Await.until("both wait", () -> inside.get() == 2);
      assertEquals(503, third.get("/wait").read().status());
      gate.countDown();
      assertEquals("done", first.read().text());
      assertEquals("done", other.read().text());
      assertThrows(IllegalArgumentException.class, () -> new Route.Places(0, 1));
    }
  }

  @Test
  void aDrainAwaitsWhatHasPlacesOfItsOwn() throws Exception {
    try (TestServer server = TestServer.limited(l -> l, waiting().places(new Route.Places(1, 1)));
        RawConnection waits = server.connect()) {
      waits.get("/wait");
      Await.until("it waits", () -> inside.get() == 1);
      Thread drain = Thread.ofVirtual().start(() -> server.server.drain(Duration.ofSeconds(30)));
      Await.until(
          "no new connection is taken",
          () -> {
            try (RawConnection late = server.connect()) {
              late.get("/hello").read();
              return false;
            } catch (IOException e) {
              return true;
            }
          });
      gate.countDown();
      assertEquals("done", waits.read().text());
      drain.join();
    }
  }

  @Test
  void oneClientMayNotTakeAllPlaces() throws Exception {
    try (TestServer server =
            TestServer.limited(l -> l.withInFlight(10).withInFlightPerClient(2), waiting());
        RawConnection greedy = server.connect();
        RawConnection second = server.connect();
        RawConnection third = server.connect();
        RawConnection other = RawConnection.from("127.0.0.7", server.server.port())) {
      greedy.get("/wait");
      second.get("/wait");
      Await.until("two in flight", () -> server.server.inFlight() == 2);
      Answer refused = third.get("/hello").read();
      assertEquals(429, refused.status());
      assertTrue(refused.header("Retry-After").isPresent());
      assertEquals("hello", other.get("/hello").read().text());
      gate.countDown();
      assertEquals("done", greedy.read().text());
    }
  }

  @Test
  void aProxyThatIsTrustedSpeaksForItsClients() throws Exception {
    try (TestServer server = TestServer.start(o -> o.withTrustedProxies(List.of("127.0.0.1/32")))) {
      server.ask("GET", "/hello", "X-Forwarded-For: 6.6.6.6, 192.0.2.7\r\n", "");
      assertEquals("192.0.2.7", server.record().client().getHostAddress());
    }
    try (TestServer server = TestServer.start()) {
      server.ask("GET", "/hello", "X-Forwarded-For: 192.0.2.7\r\n", "");
      assertEquals("127.0.0.1", server.record().client().getHostAddress());
    }
  }

  @Test
  void limitsAreCheckedAtStart() {
    assertThrows(IllegalArgumentException.class, () -> Limits.defaults().withConnections(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> Limits.defaults().withInFlight(1).withInFlightPerClient(0));
    assertThrows(IllegalArgumentException.class, () -> Limits.defaults().withBodyBytes(-1));
    assertThrows(
        IllegalArgumentException.class, () -> Limits.defaults().withWriteTimeout(Duration.ZERO));
  }
}
