package pagoda.app;

import static java.lang.System.Logger.Level.INFO;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import pagoda.app.client.ServiceAwayException;
import pagoda.app.lifecycle.Build;
import pagoda.app.lifecycle.Drain;
import pagoda.app.lifecycle.Readiness;
import pagoda.app.lifecycle.Signals;
import pagoda.app.log.Fields;
import pagoda.app.metrics.Metrics;
import pagoda.app.settings.Keys;
import pagoda.app.settings.MachineRules;
import pagoda.app.settings.SettingException;
import pagoda.app.settings.Settings;
import pagoda.app.worker.Worker;
import pagoda.app.worker.WorkerEnd;
import pagoda.app.worker.WorkerFolder;
import pagoda.app.worker.WorkerOptions;
import pagoda.app.worker.WorkerTypes;
import pagoda.http.WebServer;

/** What {@code pagoda work} runs: a worker of another service, and what is told of it. */
final class WorkService {
  private static final System.Logger LOG = System.getLogger("pagoda.app");

  private final Settings settings;
  private final List<String> program;
  private final WorkerSettings worker;
  private final Build build = Build.current();
  private final Readiness readiness = new Readiness();
  private final Metrics metrics = new Metrics(build);
  private final Drain drain;
  private final Supervision supervision;
  private final CompletableFuture<Optional<WorkerEnd>> ended = new CompletableFuture<>();

  /** {@code program} is what the command line names, or nothing. */
  WorkService(
      Settings settings,
      Supplier<Settings> again,
      List<String> program,
      Map<String, String> variables) {
    this.settings = settings;
    this.program = program;
    worker = new WorkerSettings(settings, variables);
    drain = new Drain(settings.get(Keys.DRAIN_TIMEOUT));
    supervision = new Supervision(settings, again, readiness);
  }

  /** Runs until a signal comes or the service wants no more, then drains. */
  void run() throws IOException, InterruptedException {
    Signals signals = new Signals(Signals.onTerminal(), supervision::reload);
    Thread.ofVirtual().name("signals").start(() -> await(signals));
    Worker started;
    Optional<WorkerEnd> end;
    try {
      started = start();
      end = ended.join();
    } finally {
      supervision.draining();
      drain.run();
    }
    end.ifPresent(reason -> tell(reason));
    if (started.owesAnEnd()) {
      throw new ServiceAwayException("the service did not hear how some attempts ended");
    }
  }

  private void await(Signals signals) {
    try {
      signals.await();
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "signals are awaited no longer");
    }
    ended.complete(Optional.empty());
  }

  private static void tell(WorkerEnd end) {
    switch (end) {
      case WorkerEnd.Quiet _ -> LOG.log(INFO, "the service wants no more work of this worker");
      case WorkerEnd.Away(String reason) -> throw new ServiceAwayException(reason);
      case WorkerEnd.Refused(String reason) ->
          throw new SettingException(
              Keys.WORK_URL.name(), "allowed is a service that takes this worker, seen " + reason);
    }
  }

  private Worker start() throws IOException {
    HeapDumps.into(MachineRules.makeData(settings));
    WorkerOptions options = worker.options(build);
    WorkerFolder folder = WorkerFolder.take(settings.get(Keys.DATA_DIR));
    drain.step("readiness off", left -> readiness.draining());
    WorkerTypes types = worker.types(program, folder.path());
    Worker started = new Worker(options, types);
    metrics.worker(started::snapshot);
    readiness.dependsOn(started::check);
    drain.step("attempts ended", started::drain);
    drain.step("worker closed", left -> started.close());
    drain.step("folder given back", left -> folder.close());
    OwnEndpoints own = new OwnEndpoints(settings, build, readiness, metrics);
    Optional<WebServer> http = own.listen(settings.get(Keys.WORK_HTTP_PORT), drain);
    CompletableFuture<Void> _ = started.end().thenAccept(end -> ended.complete(Optional.of(end)));
    started.start();
    readiness.started();
    LOG.log(
        INFO,
        "worker started",
        Fields.of(
            "service", options.url(),
            "name", options.identity().name(),
            "types", String.join(",", types.names()),
            "slots", options.identity().slots(),
            "version", build.version(),
            "pid", ProcessHandle.current().pid()));
    supervision.working(http, options.url(), types.served()::readAgain);
    return started;
  }
}
