package pagoda.http.attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
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
 * meanwhile; afterwards threads, open files and heap are where they were, and nothing was
 * complained of. The server cuts who is silent, slow to send or slow to read within a few seconds,
 * and takes 3,000 connections and more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HostileContract {
  private static final int MIB = 1024 * 1024;
  private static final int A_FEW = 3;

  private Victim victim;
  private Target target;
  private long files;
  private long threads;
  private long heap;
  private HonestClients honest;

  /** For the tests of one server. */
  protected HostileContract() {}

  /** Starts the server. */
  protected abstract Victim start() throws Exception;

  @BeforeAll
  void begin() throws Exception {
    victim = start();
    target = victim.target();
    WarmUp.of(victim);
    files = victim.files();
    threads = victim.threads();
    heap = victim.heap();
  }

  @BeforeEach
  void beHonest() {
    honest = new HonestClients(target);
  }

  @AfterEach
  void nothingIsLeftBehind() throws Exception {
    Await.until("honest clients are answered", () -> honest.answered() > 100);
    honest.stop();
    Await.until("nothing is being answered", () -> victim.inFlight() <= 1); // the question itself
    Await.until("open files are closed", () -> victim.files() <= files + A_FEW);
    Await.until("threads have ended", () -> victim.threads() <= threads + A_FEW);
    Await.until("memory is free", () -> victim.heap() <= heap + 4 * MIB);
    assertEquals("", victim.complaints());
  }

  @AfterAll
  void stop() throws Exception {
    victim.close();
  }

  private List<RawConnection> connect(int count) throws IOException {
    List<RawConnection> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(target.connect());
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
    String request = target.head() + "X: " + "y".repeat(100_000);
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
      connection.send(target.upload() + "Content-Length: 1000\r\n\r\nx");
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
      slow.add(RawConnection.slow(target.port(), 4096));
      slow.getLast().get(i % 2 == 0 ? target.download() : target.events());
    }
    Await.until("honest clients are answered", () -> honest.answered() > 100);
    honest.stop(); // so that only downloads, and the question itself, are in flight
    Await.until("downloads nobody reads are cut", () -> victim.inFlight() <= 1);
    beHonest();
    for (int i = 0; i < slow.size(); i += 2) {
      assertTrue(
          slow.get(i).readToEnd().length < 16 * MIB, "what was in the buffers, then the end");
    }
    close(slow);
    for (int i = 0; i < 10; i++) {
      target.raw(target.wholeUpload()); // where that is news, event streams notice who has gone
    }
  }

  @Test
  void halfClosedConnections() throws IOException {
    for (int i = 0; i < 50; i++) {
      try (RawConnection connection = target.connect()) {
        connection.get(target.path()).finish();
        assertEquals(target.text(), connection.read().text(), "who only stops sending is answered");
        connection.expectClosed();
      }
      try (RawConnection connection = target.connect()) {
        connection.send("GET " + target.path()).finish();
        connection.expectClosed();
      }
    }
  }

  @Test
  void twoThousandIdleConnections() throws IOException {
    List<RawConnection> idle = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      idle.add(target.connect().get(target.path()));
      idle.add(target.connect());
    }
    for (int i = 0; i < idle.size(); i += 2) {
      assertEquals(target.text(), idle.get(i).read().text());
    }
    close(idle);
  }

  @Test
  void headerFloods() throws IOException {
    String line = "X-Flood: " + "y".repeat(1000) + "\r\n";
    for (int i = 0; i < 20; i++) {
      flood(target.head(), line.getBytes(StandardCharsets.US_ASCII), 10 * MIB);
    }
  }

  @Test
  void bodyFloods() throws IOException {
    String head = target.upload() + "Content-Length: 99999999999\r\n\r\n";
    for (int i = 0; i < 5; i++) {
      flood(head, new byte[64 * 1024], 320 * MIB);
    }
  }

  /** Sends blocks without end, until the server cuts the connection, after {@code most} bytes. */
  private void flood(String head, byte[] block, int most) throws IOException {
    long sent = 0;
    try (RawConnection connection = target.connect()) {
      connection.send(head);
      try {
        for (; sent < most; sent += block.length) {
          connection.send(block);
        }
      } catch (IOException e) {
        return;
      }
    }
    throw new AssertionError(sent + " bytes were taken");
  }

  @Test
  void pipelinedFloods() throws Exception {
    int count = 2000;
    for (int i = 0; i < 5; i++) {
      try (RawConnection connection = target.connect()) {
        Thread writer = Thread.ofVirtual().start(() -> pipeline(connection, count));
        for (int answers = 0; answers < count; answers++) {
          assertEquals(target.text(), connection.read().text());
        }
        writer.join();
      }
    }
  }

  /** If this fails, answers are missing. */
  private void pipeline(RawConnection connection, int count) {
    try {
      connection.send((target.head() + "\r\n").repeat(count)).finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void connectionsThatAreResetAtAnyMoment() throws IOException {
    Random random = Seed.random("resets");
    String request =
        target.wholeUpload() + "GET " + target.download() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (int i = 0; i < 1000; i++) {
      RawConnection connection = target.connect();
      connection.send(request.substring(0, random.nextInt(request.length() + 1)));
      connection.reset();
    }
  }

  @Test
  void tenThousandMutations() throws IOException {
    Mutations mutations = new Mutations(victim.requests(), Seed.random("mutations"));
    for (int i = 0; i < 10_000; i++) {
      byte[] request = mutations.next();
      String shown = new String(request, StandardCharsets.ISO_8859_1);
      try (RawConnection connection = target.connect()) {
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
