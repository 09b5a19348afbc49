package pagoda.app.work;

import java.util.List;
import java.util.Set;
import pagoda.app.api.Roles;
import pagoda.http.Principal;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.queue.QueueClosedException;
import pagoda.queue.lease.ClaimAnswer;
import pagoda.queue.lease.ClaimRequest;
import pagoda.queue.lease.JobLeases;

/**
 * {@code POST /work/claim}: a process anywhere asks for a job of its types and waits for one.
 * Thread-safe.
 */
public final class WorkApi {
  private static final int MAX_CLAIM = 128 * 1024;

  private final JobLeases leases;
  private final Route.Places places;
  private volatile boolean draining;

  private WorkApi(JobLeases leases, Route.Places places) {
    this.leases = leases;
    this.places = places;
  }

  /** Gives out jobs; at most {@code waiting} claims wait, a quarter of them from one address. */
  public static WorkApi of(JobLeases leases, int waiting) {
    return new WorkApi(leases, new Route.Places(waiting, Math.max(1, waiting / 4)));
  }

  /** The route. */
  public List<Route> routes() {
    return List.of(
        Route.post("/work/claim", Protocol.checked(this::claim))
            .roleOfAnyScope(Roles.WORK)
            .queries("wait")
            .maxBody(MAX_CLAIM)
            .places(places));
  }

  private Response claim(Request request) throws InterruptedException {
    if (draining) {
      throw new QueueClosedException();
    }
    ClaimRequest claim = ClaimBody.read(request);
    allow(request.principal(), claim.types());
    return switch (Answers.of(leases.claim(claim))) {
      case ClaimAnswer.Leased leased -> LeaseAnswer.of(request, leased.lease());
      case ClaimAnswer.Nothing nothing -> nothing(nothing.why());
    };
  }

  private static void allow(Principal caller, Set<String> types) {
    for (String type : types) {
      caller.require(Roles.WORK.of(type));
    }
  }

  private static Response nothing(ClaimAnswer.Why why) {
    return switch (why) {
      case WAITED, REPEATED -> Response.noContent();
      case QUIET -> Response.noContent().withHeader(Orders.HEADER, "quiet");
      case CLOSING -> Response.noContent().withHeader(Orders.HEADER, "shutdown");
    };
  }

  /** Lets nobody wait any more, and gives out nothing; what runs goes on. */
  public void drain() {
    draining = true;
    leases.drain();
  }
}
