package pagoda.app.metrics;

import java.nio.charset.StandardCharsets;
import java.util.List;
import pagoda.http.MediaType;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;

/** {@code GET /metrics}: Prometheus text, or OpenMetrics for who prefers it. */
public final class MetricsApi {
  private static final MediaType OPEN_METRICS = new MediaType("application", "openmetrics-text");

  private final Metrics metrics;

  /** Tells {@code metrics}. */
  public MetricsApi(Metrics metrics) {
    this.metrics = metrics;
  }

  /** The route. */
  public List<Route> routes() {
    return List.of(Route.get("/metrics", this::scrape));
  }

  private Response scrape(Request request) {
    MediaType type = request.negotiate(MediaType.TEXT, OPEN_METRICS);
    Metrics.Scrape scrape =
        type.equals(OPEN_METRICS) ? metrics.openMetrics() : metrics.prometheus();
    return Response.bytes(type, scrape.text().getBytes(StandardCharsets.UTF_8))
        .withHeader("Content-Type", scrape.contentType())
        .withHeader("Vary", "Accept");
  }
}
