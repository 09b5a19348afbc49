package pagoda.app;

import static java.lang.System.Logger.Level.INFO;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pagoda.app.api.AccessLog;
import pagoda.app.api.CircuitApi;
import pagoda.app.api.Errors;
import pagoda.app.api.HanoiApi;
import pagoda.app.api.HealthApi;
import pagoda.app.api.PositionApi;
import pagoda.app.api.VersionApi;
import pagoda.app.breakers.Breakers;
import pagoda.app.cli.Build;
import pagoda.app.lifecycle.Drain;
import pagoda.app.lifecycle.Readiness;
import pagoda.app.lifecycle.Signals;
import pagoda.app.log.Fields;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Settings;
import pagoda.app.solver.AnswerSource;
import pagoda.app.solver.LocalAnswers;
import pagoda.breaker.Classifier;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverPoolOptions;
import pagoda.http.Cors;
import pagoda.http.Limits;
import pagoda.http.Route;
import pagoda.http.Routes;
import pagoda.http.ServerOptions;
import pagoda.http.WebServer;

/** The service that {@code pagoda serve} runs: it makes the parts, joins them, and ends them. */
final class Service {
  private static final System.Logger LOG = System.getLogger("pagoda.app");

  private final Settings settings;
  private final Build build = Build.current();
  private final Readiness readiness = new Readiness();
  private final Breakers breakers;

  Service(Settings settings) {
    this.settings = settings;
    breakers = new Breakers(settings, Clock.systemUTC());
    breakers.add(Keys.BREAKER_VALIDATION, Classifier.standard());
    breakers.add(Keys.BREAKER_ENGINE, Classifier.standard());
  }

  /** Runs until a signal comes, then drains. */
  void run() throws IOException, InterruptedException {
    Signals signals = new Signals();
    Drain drain = new Drain(settings.get(Keys.DRAIN_TIMEOUT));
    try {
      start(drain);
      signals.await();
    } finally {
      drain.run();
    }
  }

  private void start(Drain drain) throws IOException {
    drain.step("readiness off", left -> readiness.draining());
    SolverPool pool = new SolverPool(poolOptions());
    WebServer server = WebServer.start(serverOptions(), Routes.of(routes(new LocalAnswers(pool))));
    drain.step("HTTP drained", server::drain);
    drain.step("solver closed", pool::close);
    readiness.started();
    LOG.log(
        INFO,
        "listening on " + server.url(),
        Fields.of(
            "version",
            build.version(),
            "commit",
            build.commit(),
            "pid",
            ProcessHandle.current().pid()));
  }

  private SolverPoolOptions poolOptions() {
    int threads = settings.get(Keys.SOLVER_THREADS);
    SolverPoolOptions options =
        threads == 0 ? SolverPoolOptions.defaults() : SolverPoolOptions.defaults(threads);
    return options.withCapacity(settings.get(Keys.SOLVER_QUEUE), options.reserve());
  }

  private List<Route> routes(AnswerSource source) {
    int maxDiscs = settings.get(Keys.HANOI_MAX_DISCS);
    List<Route> routes = new ArrayList<>();
    routes.addAll(new HanoiApi(source, maxDiscs).routes());
    routes.addAll(new PositionApi(source, maxDiscs).routes());
    routes.addAll(new CircuitApi(breakers).routes());
    routes.addAll(new HealthApi(readiness).routes());
    routes.addAll(new VersionApi(build).routes());
    return routes;
  }

  private ServerOptions serverOptions() {
    return ServerOptions.builder()
        .host(settings.get(Keys.HTTP_HOST))
        .port(settings.get(Keys.HTTP_PORT))
        .hostNames(Set.copyOf(settings.get(Keys.HTTP_ALLOWED_HOSTS)))
        .insecure(settings.get(Keys.HTTP_INSECURE))
        .limits(limits())
        .cors(new Cors(Set.copyOf(settings.get(Keys.HTTP_CORS_ORIGINS))))
        .errorMapper(Errors::problem)
        .listener(new AccessLog(settings.get(Keys.HTTP_ACCESS_LOG)))
        .build();
  }

  private Limits limits() {
    return Limits.builder()
        .connections(settings.get(Keys.HTTP_MAX_CONNECTIONS))
        .inFlight(
            settings.get(Keys.HTTP_MAX_IN_FLIGHT), settings.get(Keys.HTTP_MAX_IN_FLIGHT_PER_CLIENT))
        .eventStreams(
            settings.get(Keys.HTTP_MAX_EVENT_STREAMS), settings.get(Keys.HTTP_MAX_EVENT_STREAMS))
        .bodyBytes(Math.toIntExact(settings.get(Keys.HTTP_MAX_BODY)))
        .receiveTimeout(settings.get(Keys.HTTP_RECEIVE_TIMEOUT))
        .build();
  }
}
