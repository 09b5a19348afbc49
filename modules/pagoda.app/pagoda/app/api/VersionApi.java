package pagoda.app.api;

import java.util.List;
import pagoda.app.lifecycle.Build;
import pagoda.http.Json;
import pagoda.http.Response;
import pagoda.http.Route;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /version}: which build this is. */
public final class VersionApi {
  private final Build build;

  /** Tells {@code build}. */
  public VersionApi(Build build) {
    this.build = build;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(Route.get("/version", request -> Response.json(json(build))));
  }

  static ObjectNode json(Build build) {
    return Json.object()
        .put("version", build.version())
        .put("commit", build.commit())
        .put("java", build.java());
  }
}
