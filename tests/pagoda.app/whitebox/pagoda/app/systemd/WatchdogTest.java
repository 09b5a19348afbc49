package pagoda.app.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pagoda.testing.Await;

/** systemd hears of a service only while every part of it answers. */
class WatchdogTest {
  private static final Duration TIME = Duration.ofMillis(200);

  /** Its own words tell apart what was sent before and after. */
  @Test
  void nothingIsSentWhileAPartIsSilentAndAgainWhenItAnswers() throws Exception {
    String address = "@pagoda-test-" + UUID.randomUUID();
    CountDownLatch hold = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Probe slow =
        new Probe(
            "slow",
            () -> {
              asked.incrementAndGet();
              hold.await();
            });
    AtomicInteger quick = new AtomicInteger();
    Probe other = new Probe("other", quick::incrementAndGet);
    try (Receiver systemd = new Receiver(address)) {
      ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", address));
      Watchdog watchdog = Watchdog.start(manager, TIME, List.of(other, slow), () -> "all is well");
      Await.until("three rounds", () -> quick.get() >= 3);
      manager.status("nothing was sent before this");
      assertEquals(1, asked.get(), "one question at a time");
      hold.countDown();
      assertEquals("STATUS=nothing was sent before this", systemd.next());
      assertEquals("WATCHDOG=1", systemd.next());
      assertEquals("STATUS=all is well", systemd.next());
      watchdog.draining();
    }
  }

  @Test
  void aPartThatIsGoneIsNotAliveUntilTheServiceDrains() throws Exception {
    String address = "@pagoda-test-" + UUID.randomUUID();
    AtomicInteger rounds = new AtomicInteger();
    Probe gone =
        new Probe(
            "gone",
            () -> {
              rounds.incrementAndGet();
              throw new IllegalStateException("expected by the test");
            });
    try (Receiver systemd = new Receiver(address)) {
      ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", address));
      Watchdog watchdog = Watchdog.start(manager, TIME, List.of(gone), () -> "");
      Await.until("two rounds", () -> rounds.get() >= 2);
      manager.stopping(TIME);
      watchdog.draining();
      assertTrue(systemd.next().startsWith("STOPPING=1"));
      assertEquals("WATCHDOG=1", systemd.next());
    }
  }

  @Test
  void aServerThatClosesAConnectionAnswersAndOneThatIsGoneDoesNot() throws Exception {
    URI address;
    try (ServerSocket server = new ServerSocket(0)) {
      address = URI.create("http://127.0.0.1:" + server.getLocalPort());
      Thread closing =
          Thread.ofVirtual()
              .start(() -> {
                try (Socket client = server.accept()) {
                  client.getInputStream().readNBytes(3);
                  client.shutdownOutput();
                  client.getInputStream().readAllBytes();
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      new HttpQuestion(address, Duration.ofSeconds(20)).ask();
      closing.join();
    }
    org.junit.jupiter.api.Assertions.assertThrows(
        java.net.ConnectException.class, () -> new HttpQuestion(address, TIME).ask());
  }
}
