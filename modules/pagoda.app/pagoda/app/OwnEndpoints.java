package pagoda.app;

import static java.lang.System.Logger.Level.INFO;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagoda.app.api.HealthApi;
import pagoda.app.api.Roles;
import pagoda.app.api.VersionApi;
import pagoda.app.lifecycle.Build;
import pagoda.app.lifecycle.Drain;
import pagoda.app.lifecycle.Readiness;
import pagoda.app.metrics.Metrics;
import pagoda.app.metrics.MetricsApi;
import pagoda.app.settings.Settings;
import pagoda.http.Route;
import pagoda.http.Routes;
import pagoda.http.WebServer;

/**
 * What an engine or a worker tells of itself over HTTP: whether it is well, which build, metrics.
 */
record OwnEndpoints(Settings settings, Build build, Readiness readiness, Metrics metrics) {
  private static final System.Logger LOG = System.getLogger("pagoda.app");

  /** Listens if there is a port to listen at; the drain ends it. */
  Optional<WebServer> listen(Optional<Integer> port, Drain drain) throws IOException {
    if (port.isEmpty()) {
      return Optional.empty();
    }
    List<Route> routes = new ArrayList<>();
    routes.addAll(new HealthApi(readiness).routes());
    routes.addAll(new VersionApi(build).routes());
    routes.addAll(new MetricsApi(metrics).routes());
    WebServer server =
        WebServer.start(
            HttpSettings.options(settings, port.get(), exchange -> {}),
            Routes.of(routes).readableBy(Roles.READ));
    LOG.log(INFO, "listening on " + server.url());
    drain.step("HTTP drained", server::drain);
    return Optional.of(server);
  }
}
