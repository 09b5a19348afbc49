package pagoda.app.systemd;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import pagoda.app.log.Fields;

/**
 * Tells systemd twice in each of its times that the service is alive, as long as every part of it
 * answers. While one does not it is told nothing, and after that time it restarts the service.
 *
 * <p>The questions are asked on threads of their own, one of each at a time: a part that never
 * answers costs one thread.
 */
public final class Watchdog {
  private static final System.Logger LOG = System.getLogger("pagoda.app");

  private final ServiceManager manager;
  private final Duration time;
  private final List<Probe> probes;
  private final Supplier<String> status;
  private final Map<String, CompletableFuture<Void>> asked = new HashMap<>();
  private volatile boolean draining;
  private boolean silent;

  private Watchdog(
      ServiceManager manager, Duration time, List<Probe> probes, Supplier<String> status) {
    this.manager = manager;
    this.time = time;
    this.probes = List.copyOf(probes);
    this.status = status;
  }

  /**
   * Begins to watch, on a thread that keeps no process alive.
   *
   * @param manager who is told
   * @param time within which it wants to hear something
   * @param probes the parts
   * @param status what is told besides
   */
  public static Watchdog start(
      ServiceManager manager, Duration time, List<Probe> probes, Supplier<String> status) {
    Watchdog watchdog = new Watchdog(manager, time, probes, status);
    Thread.ofPlatform().daemon().name("pagoda-watchdog").start(watchdog::run);
    return watchdog;
  }

  /** How long a part may take: an answer at the last moment is told within the time. */
  static Duration limit(Duration time) {
    return time.multipliedBy(2).dividedBy(5);
  }

  /** The parts end one by one from now on; how long that may take is bounded elsewhere. */
  public void draining() {
    draining = true;
  }

  private void run() {
    try {
      while (true) {
        long began = System.nanoTime();
        if (draining) {
          manager.alive();
        } else if (answered()) {
          manager.alive();
          manager.status(status.get());
        }
        long left = time.toNanos() / 2 - (System.nanoTime() - began);
        TimeUnit.NANOSECONDS.sleep(Math.max(left, 0));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does that; the thread ends with the process
    }
  }

  private boolean answered() throws InterruptedException {
    long end = System.nanoTime() + limit(time).toNanos();
    probes.forEach(probe -> asked.computeIfAbsent(probe.name(), _ -> ask(probe)));
    List<String> missing = new ArrayList<>();
    for (Probe probe : probes) {
      try {
        asked.get(probe.name()).get(Math.max(end - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
        asked.remove(probe.name());
      } catch (TimeoutException e) {
        missing.add(probe.name() + " does not answer");
      } catch (ExecutionException e) {
        asked.remove(probe.name());
        missing.add(probe.name() + ": " + e.getCause());
      }
    }
    tell(String.join("; ", missing));
    return missing.isEmpty() || draining;
  }

  private static CompletableFuture<Void> ask(Probe probe) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("pagoda-watchdog-" + probe.name())
        .start(() -> {
          try {
            probe.question().ask();
            answer.complete(null);
          } catch (Exception e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private void tell(String missing) {
    if (draining || missing.isEmpty() != silent) {
      return;
    }
    silent = !missing.isEmpty();
    if (silent) {
      LOG.log(
          ERROR,
          "not alive, systemd will restart the service: " + missing,
          Fields.of("watchdog_ms", time.toMillis()));
    } else {
      LOG.log(INFO, "alive again, systemd is told so");
    }
  }
}
