package pagoda.app.api;

import java.util.List;
import java.util.function.Consumer;
import pagoda.app.breakers.Breakers;
import pagoda.app.settings.Keys;
import pagoda.breaker.CircuitBreaker;
import pagoda.http.Json;
import pagoda.http.NotFoundException;
import pagoda.http.Problem;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /circuit}, and the two actions of an administrator on a breaker. */
public final class CircuitApi {
  private final Breakers breakers;

  /** Shows {@code breakers}, one of which is {@code validation}. */
  public CircuitApi(Breakers breakers) {
    this.breakers = breakers;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/circuit", this::circuit),
        Route.post("/circuit/{name}/isolate", r -> act(r, CircuitBreaker::isolate))
            .role(Roles.ADMIN),
        Route.post("/circuit/{name}/reset", r -> act(r, CircuitBreaker::reset)).role(Roles.ADMIN));
  }

  /** The member {@code state} is what the article's service told of its one breaker. */
  private Response circuit(Request request) {
    CircuitBreaker validation = breakers.find(Keys.BREAKER_VALIDATION.name()).orElseThrow();
    ObjectNode json = Json.object().put("state", validation.describe());
    json.set("breakers", list());
    return Response.json(json);
  }

  ArrayNode list() {
    ArrayNode list = Json.array();
    breakers.all().forEach(breaker -> list.add(CircuitJson.of(breaker, breakers)));
    return list;
  }

  private Response act(Request request, Consumer<CircuitBreaker> action) {
    String name = request.path("name");
    CircuitBreaker breaker =
        breakers
            .find(name)
            .orElseThrow(() ->
                new NotFoundException(
                    "There is no breaker '%s'; there are %s"
                        .formatted(
                            Problem.shown(name),
                            breakers.all().stream().map(CircuitBreaker::name).toList())));
    action.accept(breaker);
    return Response.json(CircuitJson.of(breaker, breakers));
  }
}
