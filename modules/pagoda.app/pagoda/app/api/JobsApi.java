package pagoda.app.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import pagoda.http.BadParameterException;
import pagoda.http.BadRequestException;
import pagoda.http.Json;
import pagoda.http.MediaType;
import pagoda.http.NotFoundException;
import pagoda.http.Problem;
import pagoda.http.Query;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.queue.Job;
import pagoda.queue.JobDetail;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobPage;
import pagoda.queue.JobQuery;
import pagoda.queue.JobQueue;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looking at jobs, one or a page of them, and cancelling or retrying one. */
public final class JobsApi {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;
  private static final Duration COUNTS_FOR = Duration.ofSeconds(5);

  private final JobQueue queue;

  /** Serves the jobs of {@code queue}. */
  public JobsApi(JobQueue queue) {
    this.queue = queue;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/jobs", this::list)
            .queries("q", "zone", "state", "type", "after", "limit", "count"),
        Route.get("/jobs/{id}", this::one),
        Route.get("/jobs/{id}/result", this::result),
        Route.get("/jobs/{id}/payload", this::payload),
        Route.delete("/jobs/{id}", r -> Response.json(JobJson.brief(queue.cancel(id(r))))),
        Route.patch("/jobs/{id}", this::change).accepts(MediaType.JSON),
        Route.post("/jobs/{id}/retry", r -> Response.json(JobJson.brief(queue.retry(id(r))))));
  }

  private Response list(Request request) {
    Query query = request.query();
    Optional<UUID> after = query.text("after").map(text -> cursor(text));
    int limit = (int) query.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    JobQuery wanted = JobQuery.of(JobFilters.of(query, InstantSource.system()));
    JobPage page = queue.list(wanted.withBefore(after).withLimit(limit));
    ObjectNode json = Json.object();
    ArrayNode jobs = json.putArray("jobs");
    page.rows().forEach(row -> jobs.add(JobJson.row(row)));
    json.put("next", page.next().map(UUID::toString).orElse(null));
    json.put("examined", page.examined());
    if (query.flag("count")) {
      OptionalLong count = queue.operations().count(wanted.filter(), COUNTS_FOR);
      json.put("count", count.isPresent() ? count.getAsLong() : null);
    }
    page.next()
        .filter(next -> page.jobs().isEmpty())
        .flatMap(this::enqueuedAt)
        .ifPresent(time -> json.put("looked_back_to", time.toString()));
    return Response.json(json);
  }

  private Optional<Instant> enqueuedAt(UUID id) {
    try {
      return Optional.of(queue.job(id).createdAt());
    } catch (JobNotFoundException e) { // it was deleted since
      return Optional.empty();
    }
  }

  private static UUID cursor(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new BadParameterException(
          "after", "after must be the member next of a page: " + Problem.shown(text));
    }
  }

  private Response one(Request request) {
    return Response.json(JobJson.full(queue.detail(id(request))));
  }

  private Response result(Request request) {
    JobDetail detail = queue.detail(id(request));
    return detail
        .result()
        .map(result ->
            Response.bytes(
                JobJson.isJson(result) ? MediaType.JSON : MediaType.BYTES, result.toArray()))
        .orElseThrow(() -> new NotFoundException(noResult(detail.job())));
  }

  /** Priority and time of a job that waits. */
  private Response change(Request request) {
    if (!(request.json() instanceof ObjectNode change)) {
      throw new BadRequestException("The body must be a JSON object with priority or run_at");
    }
    OptionalInt priority =
        JobRequests.priority(change).stream().mapToInt(Integer::intValue).findFirst();
    Job job = queue.prioritize(id(request), priority, JobRequests.runAt(change));
    return Response.json(JobJson.brief(job));
  }

  /** Anybody's bytes: a browser must not take them for a page of this service. */
  private Response payload(Request request) {
    JobDetail detail = queue.detail(id(request));
    Response response =
        Response.bytes(
                JobJson.isJson(detail.payload()) ? MediaType.JSON : MediaType.BYTES,
                detail.payload().toArray())
            .withHeader("Content-Disposition", "attachment");
    return detail
        .job()
        .envelope()
        .contentType()
        .map(type -> response.withHeader("Content-Type", type))
        .orElse(response);
  }

  private static String noResult(Job job) {
    return "The job has no result; it is " + job.state().text();
  }

  /** The job that a path names. An id that is no UUID is simply not there. */
  public static UUID id(Request request) {
    return id(request.path("id"));
  }

  static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new NotFoundException("There is no job " + Problem.shown(text));
    }
  }
}
