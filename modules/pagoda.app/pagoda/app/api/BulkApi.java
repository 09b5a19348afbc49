package pagoda.app.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import pagoda.http.BadRequestException;
import pagoda.http.Json;
import pagoda.http.MediaType;
import pagoda.http.NotFoundException;
import pagoda.http.Problem;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobQueue;
import pagoda.queue.operation.JobAction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One thing done to many jobs by one request; to each alone. Those named share one commit. */
public final class BulkApi {
  private static final int MAX_IDS = 1000;

  private final JobQueue queue;

  /** Acts on the jobs of {@code queue}. */
  public BulkApi(JobQueue queue) {
    this.queue = queue;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.post("/jobs/cancel", r -> act(r, new JobAction.Cancel(), queue::cancelAll))
            .accepts(MediaType.JSON),
        Route.post("/jobs/retry", r -> act(r, new JobAction.Retry(), queue::retryAll))
            .accepts(MediaType.JSON),
        Route.post("/jobs/delete", r -> act(r, new JobAction.Delete(), queue::deleteAll))
            .role(Roles.ADMIN)
            .accepts(MediaType.JSON),
        Route.post("/jobs/prioritize", this::prioritize).accepts(MediaType.JSON));
  }

  private Response prioritize(Request request) {
    if (!(request.json() instanceof ObjectNode change)) {
      throw new BadRequestException("The body must be a JSON object");
    }
    OptionalInt priority =
        JobRequests.priority(change).stream().mapToInt(Integer::intValue).findFirst();
    Optional<Instant> runAt = JobRequests.runAt(change);
    JobAction action = new JobAction.Prioritize(priority, runAt);
    return act(request, action, ids -> queue.prioritizeAll(ids, priority, runAt));
  }

  /** To the jobs named, at once, or to all that match, by and by. */
  private Response act(
      Request request, JobAction action, Function<List<UUID>, List<ItemOutcome<Job>>> named) {
    return request.json() instanceof ObjectNode body && body.has("matching") && !body.has("ids")
        ? OperationsApi.submit(queue.operations(), request, body, action)
        : act(request, named);
  }

  private static Response act(
      Request request, Function<List<UUID>, List<ItemOutcome<Job>>> action) {
    List<String> texts = ids(request.json());
    Map<UUID, ItemOutcome<Job>> outcomes = new LinkedHashMap<>();
    List<UUID> known =
        texts.stream().filter(BulkApi::isId).map(UUID::fromString).distinct().toList();
    List<ItemOutcome<Job>> results = known.isEmpty() ? List.of() : action.apply(known);
    for (int i = 0; i < known.size(); i++) {
      outcomes.put(known.get(i), results.get(i));
    }
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("results");
    for (String text : texts) {
      ObjectNode entry = list.addObject().put("id", Problem.shown(text));
      describe(entry, isId(text) ? outcomes.get(UUID.fromString(text)) : null, text);
    }
    return Response.json(json);
  }

  private static void describe(ObjectNode entry, ItemOutcome<Job> outcome, String text) {
    switch (outcome) {
      case ItemOutcome.Accepted<Job>(Job job) -> entry.set("job", JobJson.brief(job));
      case ItemOutcome.Refused<Job>(var reason) -> entry.set("problem", Errors.tree(reason));
      case null ->
          entry.set(
              "problem",
              Errors.tree(new NotFoundException("There is no job " + Problem.shown(text))));
    }
  }

  private static boolean isId(String text) {
    try {
      return UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<String> ids(JsonNode body) {
    List<String> ids = new ArrayList<>();
    if (body.path("ids") instanceof ArrayNode array
        && array.size() >= 1
        && array.size() <= MAX_IDS) {
      for (JsonNode id : array) {
        if (!id.isString()) {
          throw new BadRequestException("ids must be strings: " + id.getNodeType());
        }
        ids.add(id.stringValue());
      }
      return ids;
    }
    throw OperationsApi.neither(MAX_IDS);
  }
}
