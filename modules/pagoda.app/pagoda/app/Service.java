package pagoda.app;

import static java.lang.System.Logger.Level.INFO;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import pagoda.app.api.AuditLog;
import pagoda.app.api.LiveEvents;
import pagoda.app.api.StatusJson;
import pagoda.app.breakers.Breakers;
import pagoda.app.jobs.JobEventLog;
import pagoda.app.jobs.Queues;
import pagoda.app.jobs.ServedTypes;
import pagoda.app.jobs.Validation;
import pagoda.app.jobs.ValidationService;
import pagoda.app.lifecycle.Build;
import pagoda.app.lifecycle.Drain;
import pagoda.app.lifecycle.Readiness;
import pagoda.app.lifecycle.Signals;
import pagoda.app.log.AccessLog;
import pagoda.app.log.Fields;
import pagoda.app.metrics.Metrics;
import pagoda.app.settings.Keys;
import pagoda.app.settings.MachineRules;
import pagoda.app.settings.Settings;
import pagoda.app.solver.AnswerSource;
import pagoda.app.work.WorkApi;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Classifier;
import pagoda.hanoi.SolverPool;
import pagoda.http.ExchangeListener;
import pagoda.http.Routes;
import pagoda.http.TokenFile;
import pagoda.http.WebServer;
import pagoda.http.WebServerOptions;
import pagoda.queue.JobQueue;

/** The service that {@code pagoda serve} runs: it makes the parts, joins them, and ends them. */
final class Service {
  private static final System.Logger LOG = System.getLogger("pagoda.app");

  private final Settings settings;
  private final Clock clock = Clock.systemUTC();
  private final Build build = Build.current();
  private final Readiness readiness = new Readiness();
  private final Metrics metrics = new Metrics(build);
  private final Drain drain;
  private final Supervision supervision;

  Service(Settings settings, Supplier<Settings> again) {
    this.settings = settings;
    drain = new Drain(settings.get(Keys.DRAIN_TIMEOUT));
    supervision = new Supervision(settings, again, readiness);
  }

  /** Runs until a signal comes, then drains. */
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

  /** What is made last ends first, but for readiness, which goes before everything. */
  private void start() throws IOException {
    HeapDumps.into(MachineRules.makeData(settings));
    Breakers breakers = new Breakers(settings, clock);
    Validation validation = validation(breakers);
    CircuitBreaker engine = breakers.add(Keys.BREAKER_ENGINE, Classifier.standard());
    SolverPool pool = SolverPools.of(settings);
    Solvers solvers = Solvers.of(settings, pool, engine, metrics);
    AnswerSource answers = solvers.answers();
    ServedTypes types = ServedTypes.of(settings, Queues.handlers(settings, answers, pool));
    JobQueue queue = Queues.open(settings, types.handlers(), pool);
    queue.subscribe(new JobEventLog());
    depend(queue, solvers, engine);
    StatusJson status = status(queue, pool, breakers, solvers, types);
    LiveEvents events = new LiveEvents(queue, breakers, status, clock);
    WorkApi work = WorkApi.of(queue.leases(), settings.get(Keys.WORK_MAX_WAITING));
    measure(pool, breakers, queue);
    Endpoints endpoints =
        new Endpoints(
            settings,
            build,
            readiness,
            answers,
            queue,
            types,
            validation,
            breakers,
            status,
            events,
            work,
            metrics);
    WebServer server = listen(endpoints);
    Optional<BrokerJobs> brokerJobs = BrokerJobs.start(settings, solvers, queue, validation);
    new ServiceDrain(readiness, work, events, server, queue, types, brokerJobs, solvers, pool)
        .plan(drain);
    types.start(queue);
    queue.subscribe(types.counts());
    queue.start();
    ready(server);
    supervision.serving(server, queue, types);
  }

  private void measure(SolverPool pool, Breakers breakers, JobQueue queue) {
    metrics.solver(pool);
    metrics.breakers(breakers);
    metrics.queue(queue, clock);
  }

  private StatusJson status(
      JobQueue queue, SolverPool pool, Breakers breakers, Solvers solvers, ServedTypes types) {
    return new StatusJson(
        queue,
        pool,
        breakers,
        solvers.status(),
        readiness,
        build,
        () -> types.handlers().types(),
        settings.get(Keys.HTTP_TOKENS_FILE).isPresent(),
        clock);
  }

  private void depend(JobQueue queue, Solvers solvers, CircuitBreaker engine) {
    readiness.dependsOn(() -> QueueCheck.of(queue));
    solvers
        .broker()
        .ifPresent(broker -> {
          readiness.dependsOn(() -> solvers.check(broker));
          readiness.dependsOn(() -> solvers.check(engine));
        });
  }

  private void ready(WebServer server) {
    readiness.started();
    LOG.log(
        INFO,
        "listening on " + server.url(),
        Fields.of(
            "version", build.version(),
            "commit", build.commit(),
            "pid", ProcessHandle.current().pid()));
  }

  private Validation validation(Breakers breakers) {
    CircuitBreaker breaker = breakers.add(Keys.BREAKER_VALIDATION, ValidationService.CLASSIFIER);
    String url = settings.get(Keys.VALIDATION_URL);
    return url.isEmpty()
        ? Validation.NONE
        : new ValidationService(URI.create(url), settings.get(Keys.VALIDATION_TIMEOUT), breaker);
  }

  /** The metrics ask the server, which does not exist until they hear of its requests. */
  private WebServer listen(Endpoints endpoints) throws IOException {
    CompletableFuture<WebServer> server = new CompletableFuture<>();
    ExchangeListener counted = metrics.http(server::join);
    ExchangeListener logged = new AccessLog(settings.get(Keys.HTTP_ACCESS_LOG));
    Routes routes = endpoints.routes();
    ExchangeListener audited = new AuditLog(routes);
    ExchangeListener all =
        exchange -> {
          logged.ended(exchange);
          audited.ended(exchange);
          counted.ended(exchange);
        };
    WebServerOptions options = HttpSettings.options(settings, settings.get(Keys.HTTP_PORT), all);
    if (options.authenticator() instanceof TokenFile tokens) {
      readiness.dependsOn(() -> TokensCheck.of(tokens));
    }
    server.complete(WebServer.start(options, routes));
    return server.join();
  }
}
