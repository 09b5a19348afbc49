package pagoda.app;

import java.util.Optional;
import java.util.function.Supplier;
import pagoda.app.api.BrokerStatus;
import pagoda.app.engine.BrokerLog;
import pagoda.app.engine.Brokers;
import pagoda.app.engine.EngineCheck;
import pagoda.app.engine.EngineHandler;
import pagoda.app.engine.LinkCheck;
import pagoda.app.engine.ProbeWhenLinked;
import pagoda.app.lifecycle.Readiness.Check;
import pagoda.app.metrics.BrokerMetrics;
import pagoda.app.metrics.Metrics;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Settings;
import pagoda.app.solver.AnswerSource;
import pagoda.app.solver.FallbackAnswers;
import pagoda.app.solver.LocalAnswers;
import pagoda.app.solver.RemoteAnswers;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.broker.Broker;
import pagoda.broker.RpcClient;
import pagoda.hanoi.SolverPool;

/**
 * Who solves: this process, or the engines behind a broker.
 *
 * @param answers where answers come from
 * @param broker the link to RabbitMQ, if there is one
 * @param metrics what counts on that link
 * @param status what the status page shows of it
 * @param essential whether nothing is solved while the link is down
 */
record Solvers(
    AnswerSource answers,
    Optional<Broker> broker,
    Optional<BrokerMetrics> metrics,
    Supplier<BrokerStatus> status,
    boolean essential) {

  static Solvers of(Settings settings, SolverPool pool, CircuitBreaker breaker, Metrics metrics) {
    AnswerSource local = new LocalAnswers(pool);
    if (settings.get(Keys.BROKER_URLS).isEmpty()) {
      return new Solvers(
          local, Optional.empty(), Optional.empty(), () -> BrokerStatus.EMBEDDED, false);
    }
    BrokerMetrics counted = metrics.broker();
    Broker broker = Brokers.open(settings, "serve", new BrokerLog(), counted).orElseThrow();
    int calls = settings.get(Keys.BROKER_MAX_IN_FLIGHT);
    RpcClient client = broker.client();
    broker.subscribe(new ProbeWhenLinked(breaker));
    counted.link(broker);
    counted.client(client);
    AnswerSource engines =
        new RemoteAnswers(
            broker,
            EngineHandler.QUEUE,
            settings.get(Keys.BROKER_CALL_TIMEOUT),
            breaker,
            Bulkhead.of("engine", BulkheadPolicy.defaults().withLimit(calls)));
    boolean fallback = settings.get(Keys.BROKER_FALLBACK);
    return new Solvers(
        fallback ? new FallbackAnswers(engines, local) : engines,
        Optional.of(broker),
        Optional.of(counted),
        () -> BrokerStatus.of(broker, client),
        !fallback);
  }

  /** With a fallback the service is ready whatever the link does; the check still tells of it. */
  Check check(Broker link) {
    return lenient(LinkCheck.of(link));
  }

  /** The same for the engines behind it, which only a broker makes others than this process. */
  Check check(CircuitBreaker engines) {
    return lenient(EngineCheck.of(engines));
  }

  private Check lenient(Check check) {
    return essential ? check : new Check(check.name(), true, check.detail());
  }
}
