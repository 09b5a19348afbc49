package pagoda.app.api;

import java.util.List;
import java.util.Locale;
import pagoda.http.Principal;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Role;
import pagoda.http.Route;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /status}: the state of the service, and who asks for it. */
public final class StatusApi {
  private final StatusJson status;
  private final boolean tokens;

  /** Tells {@code status}, and whether callers need tokens. */
  public StatusApi(StatusJson status, boolean tokens) {
    this.status = status;
    this.tokens = tokens;
  }

  /** The route. */
  public List<Route> routes() {
    return List.of(Route.get("/status", this::status));
  }

  private Response status(Request request) {
    ObjectNode json = status.now();
    Principal caller = request.principal();
    ObjectNode you = json.putObject("you").put("name", caller.name());
    ArrayNode roles = you.putArray("roles");
    for (Role role : Role.values()) {
      if (caller.has(role)) {
        roles.add(role.name().toLowerCase(Locale.ROOT));
      }
    }
    json.put("tokens", tokens);
    return Response.json(json).withHeader("Cache-Control", "no-store");
  }
}
