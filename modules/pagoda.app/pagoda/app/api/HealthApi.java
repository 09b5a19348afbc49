package pagoda.app.api;

import java.util.List;
import pagoda.app.lifecycle.Readiness;
import pagoda.app.lifecycle.Readiness.Check;
import pagoda.http.Json;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /livez} and {@code /readyz}, for supervisors and load balancers. Liveness never depends on
 * anything outside the process: a restart would not mend it.
 */
public final class HealthApi {
  private final Readiness readiness;

  /** Answers from {@code readiness}. */
  public HealthApi(Readiness readiness) {
    this.readiness = readiness;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/livez", this::live).queries("verbose").open().alwaysAnswered(),
        Route.get("/readyz", this::ready).queries("verbose").open().alwaysAnswered());
  }

  private Response live(Request request) {
    return uncached(Response.json(Json.object().put("status", "alive")));
  }

  private Response ready(Request request) {
    List<Check> checks = readiness.checks();
    boolean ready = checks.stream().allMatch(Check::passed);
    ObjectNode json = Json.object().put("status", ready ? "ready" : "not ready");
    if (request.query().flag("verbose")) {
      ArrayNode list = json.putArray("checks");
      for (Check check : checks) {
        list.addObject()
            .put("name", check.name())
            .put("passed", check.passed())
            .put("detail", check.detail());
      }
    }
    return uncached(Response.json(json).withStatus(ready ? 200 : 503));
  }

  private static Response uncached(Response response) {
    return response.withHeader("Cache-Control", "no-store");
  }
}
