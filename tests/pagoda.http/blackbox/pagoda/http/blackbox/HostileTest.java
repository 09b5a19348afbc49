package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import pagoda.testing.Await;
import pagoda.testing.Seed;

/**
 * Clients that mean harm, against a server in a process of its own. Honest clients are answered
 * meanwhile; afterwards threads, open files and heap are where they were, and nothing was logged.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTest {
  private static final int MIB = 1024 * 1024;
  private static final String HEAD = "Host: localhost\r\n";

  private ServerProcess server;
  private long files;
  private long threads;
  private long heap;
  private HonestClients honest;

  @BeforeAll
  void start() throws IOException {
    server = ServerProcess.with("receive=1500", "idle=1500", "write=1000", "connections=4000");
    for (int i = 0; i < 200; i++) { // whatever is made once has been made
      server.get("/hello");
      server.get("/nothing");
    }
    try (RawConnection stream = server.connect()) {
      stream.get("/events").readHead();
    }
    files = server.stat("files");
    threads = server.stat("threads");
    heap = server.stat("heap");
  }

  @BeforeEach
  void beHonest() {
    honest = new HonestClients(server.port);
  }

  @AfterEach
  void nothingIsLeftBehind() throws Exception {
    Await.until("honest clients are answered", () -> honest.answered() > 100);
    honest.stop();
    Await.until("open files are closed", () -> server.stat("files") <= files + 3);
    Await.until("threads have ended", () -> server.stat("threads") <= threads + 3);
    Await.until("memory is free", () -> server.stat("heap") <= heap + 4 * MIB);
    assertEquals("", server.errors());
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  private List<RawConnection> connect(int count) throws IOException {
    List<RawConnection> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(server.connect());
    }
    return all;
  }

  private static void close(List<RawConnection> connections) throws IOException {
    for (RawConnection connection : connections) {
      connection.close();
    }
  }

  @Test
  void silentConnections() throws IOException {
    for (RawConnection connection : connect(200)) {
      connection.expectClosed();
      connection.close();
    }
  }

  @Test
  void slowHeaders() throws Exception {
    List<RawConnection> slow = connect(100);
    String request = "GET /hello HTTP/1.1\r\n" + HEAD + "X: " + "y".repeat(100_000);
    int sent = 0;
    int cut = 0;
    while (cut == 0) {
      for (RawConnection connection : slow) {
        try {
          connection.send(request.substring(sent, sent + 1));
        } catch (IOException e) {
          cut++;
        }
      }
      sent++;
      LockSupport.parkNanos(5_000_000); // a slow client
    }
    for (RawConnection connection : slow) {
      assertEquals(0, connection.readToEnd().length);
    }
    close(slow);
  }

  @Test
  void slowBodies() throws IOException {
    List<RawConnection> slow = connect(50);
    for (RawConnection connection : slow) {
      connection.send("POST /bytes HTTP/1.1\r\n" + HEAD + "Content-Length: 1000\r\n\r\nx");
    }
    for (RawConnection connection : slow) {
      assertEquals(408, connection.read().status());
      connection.expectClosed();
    }
    close(slow);
  }

  @Test
  void slowReaders() throws Exception {
    List<RawConnection> slow = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      slow.add(RawConnection.slow(server.port, 4096));
      slow.getLast().get(i % 2 == 0 ? "/pattern/999999999999" : "/events");
    }
    Await.until("downloads nobody reads are cut", () -> server.stat("in_flight") <= 10);
    for (int i = 0; i < slow.size(); i += 2) {
      assertTrue(
          slow.get(i).readToEnd().length < 16 * MIB, "what was in the buffers, then the end");
    }
    close(slow);
  }

  @Test
  void halfClosedConnections() throws IOException {
    for (RawConnection connection : connect(50)) {
      connection.get("/hello").finish();
      assertEquals("hello", connection.read().text(), "who only stops sending is answered");
      connection.expectClosed();
      connection.close();
    }
    for (RawConnection connection : connect(50)) {
      connection.send("GET /hel").finish();
      connection.expectClosed();
      connection.close();
    }
  }

  @Test
  void twoThousandIdleConnections() throws IOException {
    List<RawConnection> idle = connect(2000);
    for (int i = 0; i < idle.size(); i += 2) {
      idle.get(i).get("/hello");
    }
    for (int i = 0; i < idle.size(); i++) {
      if (i % 2 == 0) {
        assertEquals("hello", idle.get(i).read().text());
      }
    }
    close(idle);
  }

  @Test
  void headerFloods() throws IOException {
    for (RawConnection connection : connect(20)) {
      int sent = 0;
      try {
        connection.send("GET /hello HTTP/1.1\r\n" + HEAD);
        String line = "X-Flood: " + "y".repeat(1000) + "\r\n";
        for (; sent < 100_000; sent++) {
          connection.send(line);
        }
      } catch (IOException e) {
        assertTrue(sent < 10_000, "cut after " + sent + " KB");
      }
      assertTrue(sent < 100_000, "it must end");
      connection.close();
    }
  }

  @Test
  void bodyFloods() throws IOException {
    byte[] block = new byte[64 * 1024];
    for (RawConnection connection : connect(5)) {
      connection.send("POST /bytes HTTP/1.1\r\n" + HEAD + "Content-Length: 99999999999\r\n\r\n");
      int sent = 0;
      try {
        for (; sent < 10_000; sent++) {
          connection.send(block);
        }
      } catch (IOException e) {
        assertTrue(sent < 5000, "cut after " + sent * 64L + " KiB");
      }
      assertTrue(sent < 10_000, "it must end");
      connection.close();
    }
  }

  @Test
  void pipelinedFloods() throws IOException {
    String hundred = ("GET /hello HTTP/1.1\r\n" + HEAD + "\r\n").repeat(100);
    for (RawConnection connection : connect(5)) {
      Thread reader = Thread.ofVirtual().start(() -> readAll(connection));
      for (int i = 0; i < 20; i++) {
        connection.send(hundred);
      }
      connection.finish();
      join(reader);
      connection.close();
    }
  }

  private static void readAll(RawConnection connection) {
    try {
      int answers = 0;
      while (answers < 2000 && connection.read().text().equals("hello")) {
        answers++;
      }
      assertEquals(2000, answers);
    } catch (IOException e) {
      throw new AssertionError("a pipelined request was not answered", e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void connectionsThatAreResetAtAnyMoment() throws IOException {
    Random random = Seed.random("HostileTest.resets");
    String request =
        "POST /bytes HTTP/1.1\r\n"
            + HEAD
            + "Content-Length: 5\r\n\r\nhello"
            + "GET /pattern/100000 HTTP/1.1\r\n"
            + HEAD
            + "\r\n";
    for (int i = 0; i < 1000; i++) {
      RawConnection connection = server.connect();
      connection.send(request.substring(0, random.nextInt(request.length() + 1)));
      connection.reset();
    }
  }

  @Test
  void tenThousandMutations() throws IOException {
    Random random = Seed.random("HostileTest.mutations");
    for (int i = 0; i < 10_000; i++) {
      byte[] request = Mutations.next(random);
      String shown = new String(request, StandardCharsets.ISO_8859_1);
      try (RawConnection connection = server.connect()) {
        connection.send(request).finish();
        check(shown, new String(connection.readToEnd(), StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        assertTrue(e.getMessage().matches("Broken pipe|Connection reset.*"), () -> shown + e);
      }
    }
  }

  private static void check(String request, String answer) {
    assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 "), () -> request + "\n" + answer);
    assertFalse(answer.contains("HTTP/1.1 500"), () -> request + "\n" + answer);
    assertFalse(
        answer.contains("\tat ") || answer.contains("Exception:"), () -> request + "\n" + answer);
  }
}
