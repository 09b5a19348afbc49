package pagoda.app.api;

import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import pagoda.app.failures.FailureCode;
import pagoda.app.log.Fields;
import pagoda.http.BadParameterException;
import pagoda.http.BadRequestException;
import pagoda.http.Json;
import pagoda.http.NotFoundException;
import pagoda.http.OverloadedException;
import pagoda.http.Problem;
import pagoda.http.ProblemException;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.queue.operation.JobAction;
import pagoda.queue.operation.JobOperations;
import pagoda.queue.operation.Operation;
import pagoda.queue.operation.Submission;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One thing done to all jobs that match a filter, by and by. */
public final class OperationsApi {
  private static final System.Logger AUDIT = System.getLogger("pagoda.audit");
  private static final int DEFAULT_LIMIT = 50;

  private final JobOperations operations;

  /** Serves {@code operations}. */
  public OperationsApi(JobOperations operations) {
    this.operations = operations;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/operations", this::list).queries("limit"),
        Route.get("/operations/{id}", r -> Response.json(json(operations.find(id(r)), r))),
        Route.delete("/operations/{id}", this::stop).role(Roles.ADMIN));
  }

  private Response list(Request request) {
    int limit = (int) request.query().number("limit", 1, JobOperations.KEPT, DEFAULT_LIMIT);
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("operations");
    operations.list(limit).forEach(each -> list.add(json(each)));
    return Response.json(json);
  }

  private Response stop(Request request) {
    return Response.json(json(operations.cancel(id(request)), request));
  }

  private static long id(Request request) {
    String text = request.path("id");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private static ObjectNode json(Optional<Operation> operation, Request request) {
    return operation
        .map(OperationsApi::json)
        .orElseThrow(() ->
            new NotFoundException("There is no operation " + Problem.shown(request.path("id"))));
  }

  /** Accepts what is to be done to the jobs that the body's member {@code matching} means. */
  static Response submit(
      JobOperations operations, Request request, ObjectNode body, JobAction action) {
    request.principal().require(Roles.ADMIN);
    Submission submission =
        operations.submit(
            JobFilters.of(body.path("matching"), InstantSource.system()), action, expected(body));
    return switch (submission) {
      case Submission.Accepted(Operation operation) -> accepted(request, operation);
      case Submission.MoreThanExpected(long matched) ->
          throw new ProblemException(
              Problem.of(
                      FailureCode.CONFLICT.status(),
                      FailureCode.CONFLICT.name(),
                      "More jobs match than expected: " + matched)
                  .with("matched", matched));
      case Submission.TooManyOperations(int most) ->
          throw new OverloadedException(
              most + " operations are under way, which is the most there may be",
              Duration.ofSeconds(1));
      case Submission.TooManyToCount() ->
          throw new ProblemException(
              Problem.of(
                  FailureCode.TIMEOUT.status(),
                  FailureCode.TIMEOUT.name(),
                  "To count the jobs that match takes too long; a narrower filter may not"));
    };
  }

  private static Response accepted(Request request, Operation operation) {
    AUDIT.log(
        INFO,
        "admin action",
        Fields.of(
            "principal", request.principal().name(),
            "action", operation.action().name(),
            "filter", operation.filter(),
            "operation", operation.id(),
            "matched", operation.counts().matched()));
    return Response.json(json(operation))
        .withStatus(202)
        .withHeader("Location", "/operations/" + operation.id());
  }

  private static OptionalLong expected(ObjectNode body) {
    JsonNode value = body.path("expect");
    if (value.isMissingNode() || value.isNull()) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new BadParameterException("expect", "expect must be a number of jobs, 0 or more");
    }
    return OptionalLong.of(value.longValue());
  }

  /** What may stand in place of ids, for those who gave neither. */
  static BadRequestException neither(int mostIds) {
    return new BadRequestException(
        "The body must be {\"ids\":[…]} with 1 to " + mostIds + " ids, or {\"matching\":{…}}");
  }

  private static ObjectNode json(Operation operation) {
    ObjectNode json = Json.object();
    json.put("id", operation.id()).put("action", operation.action().name());
    if (operation.action()
        instanceof JobAction.Prioritize(OptionalInt priority, Optional<Instant> runAt)) {
      priority.ifPresent(n -> json.put("priority", n));
      runAt.ifPresent(time -> json.put("run_at", time.toString()));
    }
    return json.put("filter", operation.filter())
        .put("state", operation.state().text())
        .put("created_at", operation.times().created().toString())
        .put("begins_at", operation.times().begins().toString())
        .put("finished_at", operation.times().finished().map(Instant::toString).orElse(null))
        .put("matched", operation.counts().matched())
        .put("done", operation.counts().done())
        .put("skipped", operation.counts().skipped())
        .put("failed", operation.counts().failed())
        .put("error", operation.error().orElse(null));
  }
}
