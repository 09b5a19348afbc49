package pagoda.app.api;

import java.time.Clock;
import java.util.List;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.queue.JobQueue;

/** {@code GET /queue}, and pausing and resuming it. */
public final class QueueApi {
  private final JobQueue queue;
  private final Clock clock;

  /** Shows {@code queue}; ages are by {@code clock}. */
  public QueueApi(JobQueue queue, Clock clock) {
    this.queue = queue;
    this.clock = clock;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/queue", request -> answer()),
        Route.post("/queue/pause", request -> after(queue::pause)).role(Roles.ADMIN),
        Route.post("/queue/resume", request -> after(queue::resume)).role(Roles.ADMIN));
  }

  private Response after(Runnable action) {
    action.run();
    return answer();
  }

  private Response answer() {
    return Response.json(QueueJson.of(queue.snapshot(), clock.instant()));
  }
}
