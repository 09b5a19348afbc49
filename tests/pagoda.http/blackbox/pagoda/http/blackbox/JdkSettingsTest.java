package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.http.attacks.RawConnection;
import pagoda.testing.Await;

/** Each setting of the JDK's server, in a process of its own. */
class JdkSettingsTest {
  private static void close(List<RawConnection> connections) throws IOException {
    for (RawConnection connection : connections) {
      connection.close();
    }
  }

  /** What they do can not be seen from outside without a clock. */
  @ParameterizedTest
  @CsvSource({
    "sun.net.httpserver.nodelay, true",
    "sun.net.httpserver.clockTick, 1000",
    "sun.net.httpserver.maxRspTime, unset",
    "sun.net.httpserver.maxReqTime, 4",
    "sun.net.httpserver.idleInterval, 2",
    "sun.net.httpserver.maxReqHeaders, 200",
    "sun.net.httpserver.drainAmount, 65536",
  })
  void theyAreSetBeforeTheFirstServer(String name, String value) throws IOException {
    try (ServerProcess server = ServerProcess.with("receive=1500", "idle=1500")) {
      assertEquals(value, server.get("/property/" + name).text());
    }
  }

  @Test
  void thoseOfTheCommandLineWin() throws IOException {
    try (ServerProcess server =
        ServerProcess.with(List.of("-Dsun.net.httpserver.idleInterval=77"), "idle=1000")) {
      assertEquals("77", server.get("/property/sun.net.httpserver.idleInterval").text());
    }
  }

  /**
   * maxReqTime: the only defence against slow headers; in seconds, whatever the JDK's page says.
   */
  @Test
  void slowHeadersAreCut() throws IOException {
    try (ServerProcess server = ServerProcess.with("receive=1000");
        RawConnection slow = server.connect();
        RawConnection slower = server.connect()) {
      slow.send("GET /hello HTTP/1.1\r\nHost: loc");
      slower.send("G");
      slow.expectClosed();
      slower.expectClosed();
    }
  }

  /**
   * maxReqTime counts until the request has arrived, and maxRspTime, which would count on, is
   * unset.
   */
  @Test
  void aLongHandlerAndALongStreamAreNotCut() throws IOException {
    try (ServerProcess server = ServerProcess.with("receive=1000", "idle=1000");
        RawConnection stream = server.connect()) {
      stream.get("/events");
      stream.readHead();
      assertEquals("paused", server.get("/pause/4500").text());
      for (int heartbeats = 0; heartbeats < 3; heartbeats++) {
        stream.readChunk();
      }
    }
  }

  /** idleInterval: for connections that are kept and for new ones that say nothing. */
  @Test
  void idleAndSilentConnectionsAreCut() throws IOException {
    try (ServerProcess server = ServerProcess.with("idle=1000");
        RawConnection silent = server.connect();
        RawConnection kept = server.connect()) {
      kept.get("/hello").read();
      silent.expectClosed();
      kept.expectClosed();
    }
  }

  /** jdk.httpserver.maxConnections: one more is accepted and closed without a word. */
  @Test
  void connectionsAreLimited() throws Exception {
    List<RawConnection> open = new ArrayList<>();
    try (ServerProcess server = ServerProcess.with("connections=20")) {
      for (int i = 0; i < 20; i++) {
        open.add(server.connect());
        assertEquals("hello", open.getLast().get("/hello").read().text());
      }
      try (RawConnection tooMany = server.connect()) {
        assertEquals(0, tooMany.get("/hello").readToEnd().length);
      }
      open.removeFirst().close();
      Await.until("its place is free", () -> isAnswered(server));
    }
    close(open);
  }

  private static boolean isAnswered(ServerProcess server) {
    try {
      return server.get("/hello").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** maxIdleConnections: 200 by default, and every kept connection above it is closed. */
  @Test
  void asManyConnectionsAreKeptAsThereMayBe() throws IOException {
    List<RawConnection> open = new ArrayList<>();
    try (ServerProcess server = ServerProcess.with()) {
      for (int i = 0; i < 300; i++) {
        open.add(server.connect());
        open.getLast().get("/hello").read();
      }
      for (RawConnection connection : open) {
        assertEquals("hello", connection.get("/hello").read().text());
      }
    }
    close(open);
  }

  /** maxReqHeaderSize: 431 up to 64 KiB, then the JDK hangs up before it has read 380 KB. */
  @Test
  void headersOver64KiBAreCut() throws IOException {
    try (ServerProcess server = ServerProcess.with();
        RawConnection connection = server.connect()) {
      connection.request("GET", "/hello", "X: " + "a".repeat(60_000) + "\r\n", "");
      assertEquals(431, connection.read().status());
      connection.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(70_000));
      connection.expectClosed();
    }
  }

  /** Trap 5: the JDK warns of lengths that do not belong to HEAD, 204 and 304. */
  @Test
  void answersWithoutABodyGiveTheJdkNothingToWarnOf() throws IOException {
    try (ServerProcess server = ServerProcess.with();
        RawConnection connection = server.connect()) {
      for (String path : List.of("/hello", "/pattern", "/nothing", "/unknown-length", "/events")) {
        connection.request("HEAD", path, "", "");
        assertTrue(connection.readHead().status() < 500);
      }
      assertEquals(204, connection.request("DELETE", "/bytes", "", "").read().status());
      assertEquals(204, connection.request("OPTIONS", "/bytes", "", "").read().status());
      connection.request("GET", "/pattern", "If-None-Match: *\r\n", "");
      assertEquals(304, connection.read().status());
      assertEquals("", server.complaints());
    }
  }

  /**
   * The JDK forgets a connection only if its exchange ends as it expects. Each of these is a way in
   * which it does not, repeated more often than there may be connections.
   */
  @Test
  void noConnectionIsCountedForEver() throws Exception {
    try (ServerProcess server = ServerProcess.with("connections=8", "write=300", "receive=700")) {
      for (int round = 0; round < 10; round++) {
        hangUp(server, "GET /pattern/999999999 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        hangUp(server, "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        hangUp(server, "POST /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx");
        cut(server, "GET /boom-after-first-byte HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cut(server, "GET /boom-after-first-chunk HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cut(server, "GET /boom-after-first-byte HTTP/1.0\r\n\r\n");
        cut(
            server,
            "POST /bytes HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n\r\n"
                + "x\r\n");
      }
      RawConnection stuck = RawConnection.slow(server.port, 4096);
      stuck.get("/pattern/999999999");
      RawConnection slow = server.connect();
      slow.send("POST /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx");
      assertEquals(408, slow.read().status());
      List<RawConnection> open = new ArrayList<>();
      Await.until("all eight places are free", () -> take(server, open));
      close(open);
      slow.close();
      stuck.close();
    }
  }

  private static boolean take(ServerProcess server, List<RawConnection> open) throws IOException {
    RawConnection connection = server.connect();
    try {
      connection.get("/hello").read();
      open.add(connection);
    } catch (IOException e) {
      connection.close();
    }
    return open.size() == 8;
  }

  private static void hangUp(ServerProcess server, String request) throws Exception {
    Await.until(
        "a place for " + request,
        () -> {
          try (RawConnection connection = server.connect()) {
            connection.send(request);
            if (!request.startsWith("POST")) {
              connection.readHead();
            }
            connection.reset();
            return true;
          } catch (IOException e) {
            return false; // all places are taken for the moment
          }
        });
  }

  private static void cut(ServerProcess server, String request) throws Exception {
    Await.until(
        "an answer to " + request,
        () -> {
          try (RawConnection connection = server.connect()) {
            return connection.send(request).readToEnd().length > 0;
          } catch (IOException e) {
            return false;
          }
        });
  }
}
