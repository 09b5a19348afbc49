package pagoda.app;

import static java.lang.System.Logger.Level.INFO;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import pagoda.app.engine.BrokerLog;
import pagoda.app.engine.Brokers;
import pagoda.app.engine.EngineHandler;
import pagoda.app.engine.LinkCheck;
import pagoda.app.lifecycle.Build;
import pagoda.app.lifecycle.Drain;
import pagoda.app.lifecycle.Readiness;
import pagoda.app.lifecycle.Signals;
import pagoda.app.log.Fields;
import pagoda.app.metrics.BrokerMetrics;
import pagoda.app.metrics.Metrics;
import pagoda.app.settings.Keys;
import pagoda.app.settings.MachineRules;
import pagoda.app.settings.Settings;
import pagoda.broker.Broker;
import pagoda.broker.RpcServer;
import pagoda.broker.RpcServerOptions;
import pagoda.hanoi.SolverPool;
import pagoda.http.WebServer;

/** What {@code pagoda engine} runs: it serves the broker's queue, and keeps nothing. */
final class EngineService {
  private static final System.Logger LOG = System.getLogger("pagoda.app");

  private final Settings settings;
  private final Build build = Build.current();
  private final Readiness readiness = new Readiness();
  private final Metrics metrics = new Metrics(build);
  private final Drain drain;
  private final Supervision supervision;

  EngineService(Settings settings, Supplier<Settings> again) {
    this.settings = settings;
    drain = new Drain(settings.get(Keys.DRAIN_TIMEOUT));
    supervision = new Supervision(settings, again, readiness);
  }

  /** Runs until a signal comes, then drains: what was taken is answered, the rest given back. */
  void run() throws IOException, InterruptedException {
    Signals signals = new Signals(Signals.onTerminal(), supervision::reload);
    try {
      start();
      signals.await();
    } finally {
      supervision.draining();
      drain.run();
    }
  }

  private void start() throws IOException {
    HeapDumps.into(MachineRules.makeData(settings));
    BrokerMetrics counted = metrics.broker();
    Broker broker = Brokers.required(settings, "engine", new BrokerLog(), counted);
    SolverPool pool = SolverPools.of(settings);
    // One more than there are threads: a request taken cannot be overtaken by an urgent one.
    int prefetch = pool.options().threads() + 1;
    RpcServer server =
        broker.serve(
            EngineHandler.QUEUE,
            RpcServerOptions.defaults().withPrefetch(prefetch),
            new EngineHandler(pool));
    metrics.solver(pool);
    counted.link(broker);
    counted.server(server::snapshot);
    readiness.dependsOn(() -> LinkCheck.of(broker));
    drain.step("readiness off", left -> readiness.draining());
    drain.step("requests answered", server::drain);
    drain.step("broker closed", left -> broker.close());
    drain.step("solver closed", pool::close);
    OwnEndpoints own = new OwnEndpoints(settings, build, readiness, metrics);
    Optional<WebServer> http = own.listen(settings.get(Keys.ENGINE_HTTP_PORT), drain);
    readiness.started();
    LOG.log(
        INFO,
        "engine started",
        Fields.of(
            "queue", EngineHandler.QUEUE,
            "threads", pool.options().threads(),
            "version", build.version(),
            "pid", ProcessHandle.current().pid()));
    supervision.serving(http, pool);
  }
}
