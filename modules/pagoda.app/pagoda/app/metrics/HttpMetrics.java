package pagoda.app.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;
import java.util.function.Supplier;
import pagoda.http.ExchangeListener;
import pagoda.http.ExchangeRecord;
import pagoda.http.WebServer;

/** Requests by route, method and status. Routes are patterns, so every label is bounded. */
public final class HttpMetrics implements ExchangeListener {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final String NO_ROUTE = "none";
  private static final double NANOS = 1e9;

  private final Counter requests;
  private final Counter bytes;
  private final Histogram duration;

  /** Registers the metrics; {@code server} is asked once it runs. */
  public HttpMetrics(PrometheusRegistry registry, Supplier<WebServer> server) {
    requests =
        Counter.builder()
            .name("pagoda_http_requests")
            .help("Requests answered, by route pattern, method and status.")
            .labelNames("route", "method", "status")
            .withoutExemplars()
            .register(registry);
    bytes =
        Counter.builder()
            .name("pagoda_http_response_bytes")
            .help("Bytes of bodies sent, by route pattern.")
            .labelNames("route")
            .withoutExemplars()
            .register(registry);
    duration =
        Histogram.builder()
            .name("pagoda_http_request_duration_seconds")
            .help("From a request's headers to the end of its answer, by route pattern.")
            .labelNames("route")
            .classicOnly()
            .classicUpperBounds(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30)
            .withoutExemplars()
            .register(registry);
    Gauges.gauge(
        registry,
        "pagoda_http_in_flight_requests",
        "Requests being answered, without event streams.",
        () -> server.get().inFlight());
    Gauges.gauge(
        registry,
        "pagoda_http_event_streams",
        "Event streams that are open.",
        () -> server.get().eventStreams());
  }

  @Override
  public void ended(ExchangeRecord exchange) {
    String route = exchange.route().orElse(NO_ROUTE);
    String method = METHODS.contains(exchange.method()) ? exchange.method() : "other";
    requests.labelValues(route, method, Integer.toString(exchange.status())).inc();
    bytes.labelValues(route).inc(exchange.bytes());
    duration.labelValues(route).observe(exchange.duration().toNanos() / NANOS);
  }
}
