package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.http.NewToken;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.TokenFile;
import pagoda.http.attacks.RawConnection;

/**
 * Traps of the JDK's server. Those not here are in {@link RoutingTest} (contexts match prefixes),
 * {@link FailureTest} (exceptions), {@link DrainTest} (stop), {@link EventStreamTest} (dead
 * clients), {@link LimitsTest} (no limits, proxies) and {@link JdkSettingsTest} (bodies without
 * content).
 */
class JdkTrapsTest {
  /** Trap 1: by default every handler runs on the one thread that also accepts connections. */
  @Test
  void manyHandlersRunAtOnceOnVirtualThreads() throws Exception {
    int count = 200;
    CountDownLatch all = new CountDownLatch(count);
    Route meeting =
        Route.get(
            "/meet",
            r -> {
              all.countDown();
              boolean met = all.await(30, TimeUnit.SECONDS);
              return Response.text(met + " " + Thread.currentThread().isVirtual());
            });
    List<RawConnection> connections = new ArrayList<>();
    try (TestServer server = TestServer.with(meeting)) {
      for (int i = 0; i < count; i++) {
        connections.add(server.connect().get("/meet"));
      }
      for (RawConnection connection : connections) {
        assertEquals("true true", connection.read().text());
        connection.close();
      }
    }
  }

  /** Trap 3: attributes of an exchange are shared by all requests of a context. */
  @Test
  void nothingOfOneRequestIsSeenByTheNext(@TempDir Path folder) throws Exception {
    NewToken alice = NewToken.create("alice", Set.of(TestRoles.READ));
    Path file = Files.writeString(folder.resolve("tokens"), alice.line());
    Route who = Route.get("/who-open", r -> Response.text(r.principal().name())).open();
    try (TestServer server =
            TestServer.start(
                o -> o.withAuthenticator(TokenFile.open(file, TestRoles.ALL)), List.of(who));
        RawConnection connection = server.connect()) {
      connection.request("GET", "/who", "Authorization: Bearer " + alice.token() + "\r\n", "");
      assertEquals("alice", connection.read().text());
      assertEquals("-", connection.get("/who-open").read().text());
      assertEquals(401, connection.get("/who").read().status());
    }
  }

  /** Trap 6: an answer of known length whose stream is not closed stays in the JDK's buffer. */
  @Test
  void everyAnswerIsFlushed() throws Exception {
    try (TestServer server = TestServer.start();
        RawConnection connection = server.connect()) {
      for (int size : new int[] {1, 100, 4096, 8191, 8192, 8193, 32_768, 32_769, 200_000}) {
        assertEquals(size, connection.get("/pattern/" + size).read().body().length);
      }
      assertEquals(3000, connection.get("/unknown-length").read().body().length);
      assertTrue(connection.get("/pattern/0").read().body().length == 0);
    }
  }
}
