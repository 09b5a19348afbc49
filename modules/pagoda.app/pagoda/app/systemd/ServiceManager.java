package pagoda.app.systemd;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The systemd that started this process with {@code Type=notify}, or nobody. What cannot be told is
 * one line of the log, and never more. Thread-safe.
 */
public final class ServiceManager {
  private static final System.Logger LOG = System.getLogger("pagoda.app");
  private static final int LONGEST_STATUS = 400;

  private final Optional<NotifySocket> socket;
  private final Optional<Duration> watchdog;
  private final AtomicBoolean failing = new AtomicBoolean();

  private ServiceManager(Optional<NotifySocket> socket, Optional<Duration> watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /** Whoever {@code NOTIFY_SOCKET} and {@code WATCHDOG_USEC} name. */
  public static ServiceManager of(Map<String, String> environment) {
    String address = environment.get("NOTIFY_SOCKET");
    if (address == null) {
      return new ServiceManager(Optional.empty(), Optional.empty());
    }
    try {
      return new ServiceManager(
          Optional.of(new NotifySocket(address)), watchdog(environment, ProcessHandle.current()));
    } catch (IOException e) {
      LOG.log(WARNING, "NOTIFY_SOCKET is left aside: " + e.getMessage());
      return new ServiceManager(Optional.empty(), Optional.empty());
    }
  }

  /** The time is meant for one process; one that inherited the variables is another. */
  private static Optional<Duration> watchdog(Map<String, String> environment, ProcessHandle self) {
    String pid = environment.getOrDefault("WATCHDOG_PID", Long.toString(self.pid()));
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    if (!pid.equals(Long.toString(self.pid())) || micros.isEmpty()) {
      return Optional.empty();
    }
    try {
      Duration time = Duration.of(Long.parseLong(micros), java.time.temporal.ChronoUnit.MICROS);
      return Optional.of(time).filter(Duration::isPositive);
    } catch (NumberFormatException e) {
      LOG.log(WARNING, "WATCHDOG_USEC is left aside: allowed is a number, seen '" + micros + "'");
      return Optional.empty();
    }
  }

  /** Whether there is one. */
  public boolean present() {
    return socket.isPresent();
  }

  /** Within which time it wants to hear that the service is alive; empty: it does not. */
  public Optional<Duration> watchdog() {
    return watchdog;
  }

  /** The service serves, for the first time or after {@link #reloading}. */
  public void ready(String status) {
    send("READY=1\nSTATUS=" + line(status));
  }

  /** The service reads its settings again, until {@link #ready}. */
  public void reloading() {
    // On Linux nanoTime is CLOCK_MONOTONIC, which is what systemd compares with.
    send("RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
  }

  /** The service drains, and is to be killed if it still does after {@code limit}. */
  public void stopping(Duration limit) {
    send(
        "STOPPING=1\nSTATUS=Draining\nEXTEND_TIMEOUT_USEC="
            + TimeUnit.NANOSECONDS.toMicros(limit.toNanos()));
  }

  /** How the service is, in one line for {@code systemctl status}. */
  public void status(String text) {
    send("STATUS=" + line(text));
  }

  void alive() {
    send("WATCHDOG=1");
  }

  private static String line(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST_STATUS ? line : line.substring(0, LONGEST_STATUS) + "…";
  }

  private void send(String message) {
    if (socket.isEmpty()) {
      return;
    }
    try {
      socket.get().send(message);
      failing.set(false);
    } catch (IOException | RuntimeException | LinkageError e) {
      if (!failing.getAndSet(true)) {
        LOG.log(WARNING, "systemd cannot be told: " + e.getMessage());
      }
    }
  }
}
