package pagoda.app.api;

import java.util.List;
import pagoda.http.Response;
import pagoda.http.Route;

/** {@code GET /status}: the state of the service, and who asks for it. */
public final class StatusApi {
  private final StatusJson status;

  /** Tells {@code status}. */
  public StatusApi(StatusJson status) {
    this.status = status;
  }

  /** The route. */
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/status",
            request ->
                Response.json(status.now(request.principal()))
                    .withHeader("Cache-Control", "no-store")));
  }
}
