package pagoda.app.work;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import pagoda.app.api.Roles;
import pagoda.app.jobs.WorkerState;
import pagoda.http.Json;
import pagoda.http.NotFoundException;
import pagoda.http.Problem;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.lease.WorkerView;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /workers}: who works for this service; {@code /workers/{id}/quiet} and back. */
public final class WorkersApi {
  private final JobLeases leases;
  private final Clock clock;

  /** Tells of the workers of {@code leases}. */
  public WorkersApi(JobLeases leases, Clock clock) {
    this.leases = leases;
    this.clock = clock;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/workers", this::list).role(Roles.READ),
        Route.post("/workers/{id}/quiet", request -> tell(request, true)).role(Roles.ADMIN),
        Route.post("/workers/{id}/resume", request -> tell(request, false)).role(Roles.ADMIN));
  }

  private Response list(Request request) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("workers");
    leases.workers().forEach(worker -> list.add(json(worker)));
    return Response.json(json);
  }

  private Response tell(Request request, boolean quiet) {
    String id = request.path("id");
    try {
      return leases
          .quiet(UUID.fromString(id), quiet)
          .map(worker -> Response.json(json(worker)))
          .orElseThrow(() -> unknown(id));
    } catch (IllegalArgumentException e) { // an id that is no UUID is simply not there
      throw unknown(id);
    }
  }

  private static NotFoundException unknown(String id) {
    return new NotFoundException("There is no worker " + Problem.shown(id));
  }

  private ObjectNode json(WorkerView view) {
    ObjectNode json = Json.object();
    json.put("id", view.worker().id().toString()).put("name", view.worker().name());
    json.put("host", view.worker().host()).put("version", view.worker().version());
    json.put("state", WorkerState.of(view).text()).put("quiet", view.quiet());
    json.put("slots", view.worker().slots());
    view.types().forEach(json.putArray("types")::add);
    ArrayNode jobs = json.putArray("jobs");
    view.jobs().forEach(job -> jobs.add(job.toString()));
    json.put("last_seen_at", view.lastSeen().toString());
    json.put(
        "last_seen_ms", Math.max(0, Duration.between(view.lastSeen(), clock.instant()).toMillis()));
    return json.put("lost", view.lost()).put("slowed", view.slowed());
  }
}
