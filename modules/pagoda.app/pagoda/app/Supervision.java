package pagoda.app;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import pagoda.app.jobs.ServedTypes;
import pagoda.app.lifecycle.Readiness;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Settings;
import pagoda.app.systemd.HttpQuestion;
import pagoda.app.systemd.Probe;
import pagoda.app.systemd.ServiceManager;
import pagoda.app.systemd.Watchdog;
import pagoda.hanoi.SolverPool;
import pagoda.http.WebServer;
import pagoda.queue.JobQueue;
import pagoda.queue.QueueException;

/** What a service tells systemd of itself, and what it does on SIGHUP. Thread-safe. */
final class Supervision {
  /** What units allow beyond {@code drain.timeout}: the last steps, the log, the JVM's own end. */
  private static final Duration BEYOND_DRAIN = Duration.ofSeconds(10);

  private final ServiceManager manager = ServiceManager.of(System.getenv());
  private final Settings settings;
  private final Readiness readiness;
  private final Reload reload;
  private volatile String state = "Starting";
  private Optional<Watchdog> watchdog = Optional.empty();
  private boolean serving;
  private boolean asked;
  private volatile boolean draining;

  Supervision(Settings settings, Supplier<Settings> again, Readiness readiness) {
    this.settings = settings;
    this.readiness = readiness;
    reload = new Reload(settings, again);
  }

  /**
   * The service serves; its server, its queue's writer and its threads answer as long as it lives.
   */
  void serving(WebServer server, JobQueue queue, ServedTypes types) {
    reload.part(types::readAgain);
    List<Probe> probes = new ArrayList<>(http(server.url()));
    probes.add(new Probe("queue", () -> askWriter(queue)));
    serving("Serving on " + server.url(), probes);
  }

  /** The engine serves; its server, if it has one, and its solver answer as long as it lives. */
  void serving(Optional<WebServer> server, SolverPool pool) {
    List<Probe> probes = new ArrayList<>();
    server.ifPresent(http -> probes.addAll(http(http.url())));
    probes.add(new Probe("solver", () -> askSolver(pool)));
    serving("Serving the broker", probes);
  }

  /** The worker works; its server, if it has one, answers as long as it lives. */
  void working(Optional<WebServer> server, String url, Runnable readTypesAgain) {
    reload.part(readTypesAgain);
    List<Probe> probes = new ArrayList<>();
    server.ifPresent(http -> probes.addAll(http(http.url())));
    serving("Working for " + url, probes);
  }

  private synchronized void serving(String what, List<Probe> probes) {
    state = what;
    serving = true;
    manager.ready(status());
    watchdog = manager.watchdog().map(time -> Watchdog.start(manager, time, probes, this::status));
    if (asked) {
      reload();
    }
  }

  /** Reads again what can be; one that comes before the service serves is done when it does. */
  synchronized void reload() {
    if (!serving || draining) {
      asked = true;
      return;
    }
    manager.reloading();
    try {
      reload.run();
    } finally {
      manager.ready(status());
    }
  }

  /** The service drains from now on. */
  synchronized void draining() {
    draining = true;
    watchdog.ifPresent(Watchdog::draining);
    manager.stopping(settings.get(Keys.DRAIN_TIMEOUT).plus(BEYOND_DRAIN));
  }

  private String status() {
    if (draining) {
      return "Draining";
    }
    String missing =
        readiness.checks().stream()
            .filter(check -> !check.passed())
            .map(check -> check.name() + ": " + check.detail())
            .collect(Collectors.joining("; "));
    return missing.isEmpty() ? state : state + ", but not ready: " + missing;
  }

  private List<Probe> http(String url) {
    return manager.watchdog().stream()
        .map(time -> new Probe("http", new HttpQuestion(URI.create(url), time)))
        .toList();
  }

  /** A change to a job that nobody has passes through the writer and changes nothing. */
  private static void askWriter(JobQueue queue) {
    try {
      var _ = queue.cancelAll(List.of(new UUID(0, 0)));
    } catch (QueueException refusal) {
      System.getLogger("pagoda.app")
          .log(System.Logger.Level.DEBUG, "the queue refused the watchdog", refusal);
    }
  }

  private static void askSolver(SolverPool pool) throws InterruptedException, ExecutionException {
    try {
      pool.compute(Executors.callable(() -> {}), SolverPool.EMERGENCY).get();
    } catch (RejectedExecutionException full) {
      System.getLogger("pagoda.app")
          .log(System.Logger.Level.DEBUG, "the solver refused the watchdog", full);
    }
  }
}
