package pagoda.app.api;

import java.util.Collection;
import java.util.List;
import pagoda.http.Json;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /types}: the types of job that this service runs. */
public final class TypesApi {
  private final Collection<String> types;

  /** Tells of these types. */
  public TypesApi(Collection<String> types) {
    this.types = List.copyOf(types);
  }

  /** The route. */
  public List<Route> routes() {
    return List.of(Route.get("/types", this::list).queries(new String[0]));
  }

  private Response list(Request request) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("types");
    types.forEach(type -> list.addObject().put("name", type));
    return Response.json(json);
  }
}
