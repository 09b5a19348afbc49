package pagoda.app.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import pagoda.broker.Broker;
import pagoda.broker.BrokerEvent;
import pagoda.broker.BrokerListener;
import pagoda.broker.LinkState;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcCode;
import pagoda.broker.ServerSnapshot;

/** The link to the broker, the calls made over it and the requests served from it. */
public final class BrokerMetrics implements BrokerListener {
  private static final double[] BOUNDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };
  private static final double NANOS = 1e9;

  private final PrometheusRegistry registry;
  private final Counter calls;
  private final Counter requests;
  private final Histogram callSeconds;
  private final Histogram requestSeconds;

  BrokerMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    calls = counter("pagoda_rpc_client_calls", "Calls that ended, by outcome.");
    requests = counter("pagoda_rpc_server_requests", "Requests served, by outcome.");
    callSeconds = histogram("pagoda_rpc_client_call_seconds", "From a call to its end.");
    requestSeconds =
        histogram("pagoda_rpc_server_request_seconds", "From a request's arrival to its answer.");
  }

  private Counter counter(String name, String help) {
    return Counter.builder()
        .name(name)
        .help(help)
        .labelNames("outcome")
        .withoutExemplars()
        .register(registry);
  }

  private Histogram histogram(String name, String help) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .classicOnly()
        .classicUpperBounds(BOUNDS)
        .withoutExemplars()
        .register(registry);
  }

  @Override
  public void on(BrokerEvent event) {
    switch (event) {
      case BrokerEvent.CallEnded(_, Optional<RpcCode> failure, Duration took, _) -> {
        calls.labelValues(outcome(failure)).inc();
        callSeconds.observe(took.toNanos() / NANOS);
      }
      case BrokerEvent.RequestServed(_, Optional<RpcCode> failure, Duration took, _, _) -> {
        requests.labelValues(outcome(failure)).inc();
        requestSeconds.observe(took.toNanos() / NANOS);
      }
      case BrokerEvent.LinkChanged _,
          BrokerEvent.ConnectFailed _,
          BrokerEvent.DeadLettered _,
          BrokerEvent.DeadLetterLost _,
          BrokerEvent.ReplyRefused _,
          BrokerEvent.HandlerFailed _,
          BrokerEvent.Notice _ -> {} // counted in the snapshots that are read when scraped
    }
  }

  private static String outcome(Optional<RpcCode> failure) {
    return failure.map(code -> code.text().toLowerCase(Locale.ROOT)).orElse("replied");
  }

  /** Adds the link, once it is there. */
  public void link(Broker broker) {
    Gauges.gauges(
        registry,
        "pagoda_broker_link_state",
        "1 for the state the link is in, 0 for the others.",
        values -> {
          LinkState now = broker.link().state();
          for (LinkState state : LinkState.values()) {
            values.put(state == now ? 1 : 0, state.text());
          }
        },
        "state");
    Gauges.counter(
        registry,
        "pagoda_broker_reconnects",
        "Connections that followed a lost one.",
        () -> broker.link().reconnects());
    Gauges.counter(
        registry,
        "pagoda_broker_blocked_seconds",
        "How long the broker has refused messages.",
        () -> broker.link().blockedTotal().toNanos() / NANOS);
  }

  /** Adds what only a client can tell. */
  public void client(RpcClient client) {
    Gauges.gauge(
        registry,
        "pagoda_rpc_client_pending_calls",
        "Calls that wait for their answer.",
        () -> client.snapshot().pending());
    Gauges.counter(
        registry,
        "pagoda_rpc_client_late_replies",
        "Replies to calls that had failed before.",
        () -> client.snapshot().lateReplies());
    Gauges.counter(
        registry,
        "pagoda_rpc_client_duplicate_replies",
        "Further replies to calls that had one.",
        () -> client.snapshot().duplicateReplies());
    Gauges.counter(
        registry,
        "pagoda_rpc_client_resent_requests",
        "Requests sent again after the link was lost.",
        () -> client.snapshot().resent());
  }

  /** Adds what only a server can tell. */
  public void server(Supplier<ServerSnapshot> server) {
    Gauges.gauge(
        registry,
        "pagoda_rpc_server_in_flight_requests",
        "Requests taken and not acknowledged.",
        () -> server.get().inFlight());
    Gauges.counter(
        registry,
        "pagoda_rpc_server_redelivered_requests",
        "Requests whose earlier delivery had come to nothing.",
        () -> server.get().redelivered());
    Gauges.counter(
        registry,
        "pagoda_rpc_server_dead_lettered_requests",
        "Requests put away as dead letters.",
        () -> server.get().deadLettered());
    Gauges.counter(
        registry,
        "pagoda_rpc_server_undeliverable_replies",
        "Replies whose caller was gone, or whose queue refused them.",
        () -> server.get().undeliverable());
    Gauges.counter(
        registry,
        "pagoda_rpc_server_lost_dead_letters",
        "Dead letters that no queue took, and that were dropped.",
        () -> server.get().lostDeadLetters());
  }
}
