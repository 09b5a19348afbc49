package pagoda.app.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said to systemd, on a real datagram socket. */
class ServiceManagerTest {
  @TempDir Path folder;

  @Test
  void itSpeaksToASocketInAFolder() throws Exception {
    String address = folder.resolve("notify").toString();
    try (Receiver systemd = new Receiver(address)) {
      ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", address));
      manager.ready("Serving\nhere");
      assertEquals("READY=1|STATUS=Serving here", systemd.next());
      manager.stopping(Duration.ofSeconds(30));
      assertEquals("STOPPING=1|STATUS=Draining|EXTEND_TIMEOUT_USEC=30000000", systemd.next());
      manager.alive();
      assertEquals("WATCHDOG=1", systemd.next());
    }
  }

  @Test
  void itSpeaksToAnAbstractName() throws Exception {
    String address = "@pagoda-test-" + UUID.randomUUID();
    try (Receiver systemd = new Receiver(address)) {
      ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", address));
      manager.status("né");
      assertEquals("STATUS=né", systemd.next());
      manager.reloading();
      String line = systemd.next();
      assertTrue(line.matches("RELOADING=1\\|MONOTONIC_USEC=[1-9]\\d*"), line);
    }
  }

  @Test
  void aReceiverThatIsGoneOrBehindIsNotFatal() throws Exception {
    NotifySocket nobody = new NotifySocket(folder.resolve("nobody").toString());
    assertEquals(
        "sendto: error 2",
        assertThrows(IOException.class, () -> nobody.send("READY=1")).getMessage());
    ServiceManager.of(Map.of("NOTIFY_SOCKET", folder.resolve("nobody").toString())).ready("");
    assertThrows(IOException.class, () -> new NotifySocket("vsock:2:1"));
    assertThrows(IOException.class, () -> new NotifySocket("/" + "x".repeat(107)));
    assertFalse(ServiceManager.of(Map.of("NOTIFY_SOCKET", "vsock:2:1")).present());
    assertFalse(ServiceManager.of(Map.of()).present());
  }

  @Test
  void theWatchdogIsForOneProcess() {
    String self = Long.toString(ProcessHandle.current().pid());
    assertEquals(Optional.of(Duration.ofSeconds(2)), watchdog("2000000", self));
    assertEquals(Optional.empty(), watchdog("2000000", "1"));
    assertEquals(Optional.empty(), watchdog("0", self));
    assertEquals(Optional.empty(), watchdog("often", self));
  }

  private static Optional<Duration> watchdog(String micros, String pid) {
    return ServiceManager.of(
            Map.of("NOTIFY_SOCKET", "/nobody", "WATCHDOG_USEC", micros, "WATCHDOG_PID", pid))
        .watchdog();
  }
}
