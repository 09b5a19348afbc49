package pagoda.app.work;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import pagoda.app.api.JobsApi;
import pagoda.app.api.Roles;
import pagoda.app.settings.Kind;
import pagoda.app.settings.Kinds;
import pagoda.http.BadParameterException;
import pagoda.http.BadRequestException;
import pagoda.http.Json;
import pagoda.http.MediaType;
import pagoda.http.Problem;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobQueue;
import pagoda.queue.JobState;
import pagoda.queue.lease.BeatReport;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.lease.LeaseToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a worker tells and asks of an attempt that it holds the lease of, below {@code /work/{job}}.
 * The lease is what allows it: nobody but who claimed the job has it. Thread-safe.
 */
public final class AttemptApi {
  private static final Kind<Duration> RETRY_AFTER = Kinds.duration("0ms", "7d");
  private static final Kind<Duration> SNOOZE = Kinds.duration("1s", "7d");
  private static final int MAX_TOLD = 1024 * 1024;

  private final JobQueue queue;
  private final JobLeases leases;
  private final int maxResult;
  private final int maxCheckpoint;
  private final Route.Places beats;

  /**
   * Serves the attempts at jobs of {@code queue}.
   *
   * @param queue the jobs
   * @param maxResult the largest result, in bytes
   * @param maxCheckpoint the largest checkpoint, in bytes
   * @param beats how many beats may wait
   */
  public AttemptApi(JobQueue queue, int maxResult, int maxCheckpoint, Route.Places beats) {
    this.queue = queue;
    leases = queue.leases();
    this.maxResult = maxResult;
    this.maxCheckpoint = maxCheckpoint;
    this.beats = beats;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
            Route.post("/work/{id}/beat", Protocol.checked(this::beat))
                .queries("wait")
                .maxBody(MAX_TOLD)
                .places(beats),
            Route.get("/work/{id}/checkpoint", Protocol.checked(this::checkpoint)),
            Route.put("/work/{id}/checkpoint", Protocol.checked(this::save)).maxBody(maxCheckpoint),
            Route.post("/work/{id}/complete", Protocol.checked(this::complete)).maxBody(maxResult),
            Route.post("/work/{id}/fail", Protocol.checked(this::fail))
                .queries("retry", "after")
                .maxBody(MAX_TOLD),
            Route.post("/work/{id}/snooze", Protocol.checked(this::snooze)).queries("after"),
            Route.post("/work/{id}/release", Protocol.checked(this::release))
                .maxBody(maxCheckpoint))
        .stream()
        .map(route -> route.roleOfAnyScope(Roles.WORK))
        .toList();
  }

  private Response beat(Request request) throws InterruptedException {
    Duration wait = ClaimBody.wait(request);
    return Orders.of(
        request,
        Answers.of(leases.beat(JobsApi.id(request), token(request), report(request), wait)));
  }

  private static BeatReport report(Request request) {
    if (request.body().length == 0) {
      return BeatReport.NONE;
    }
    if (!(request.json() instanceof ObjectNode body)) {
      throw new BadRequestException("The body must be a JSON object with progress or log");
    }
    return new BeatReport(progress(body.path("progress")), log(body.path("log")));
  }

  private static OptionalDouble progress(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber()) {
      throw new BadRequestException(
          "progress must be a number from 0 to 1: " + Problem.shown(value.toString()));
    }
    return OptionalDouble.of(value.doubleValue());
  }

  private static Optional<String> log(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw new BadRequestException("log must be a string: " + Problem.shown(value.toString()));
    }
    return Optional.of(value.stringValue());
  }

  private Response checkpoint(Request request) throws InterruptedException {
    return Answers.of(leases.checkpoint(JobsApi.id(request), token(request)))
        .map(saved -> Response.bytes(MediaType.BYTES, saved.toArray()))
        .orElseGet(Response::noContent);
  }

  private Response save(Request request) throws InterruptedException {
    Bytes state = Bytes.of(request.body());
    Answers.of(leases.saveCheckpoint(JobsApi.id(request), token(request), state));
    return Response.noContent();
  }

  private Response complete(Request request) throws InterruptedException {
    Bytes result = Bytes.of(request.body());
    end(
        request,
        request
            .header("Content-Type")
            .map(type -> JobOutcome.completed(result, type))
            .orElseGet(() -> JobOutcome.completed(result)));
    return ended(JobsApi.id(request), JobState.COMPLETED);
  }

  private Response fail(Request request) throws InterruptedException {
    String error = new String(request.body(), StandardCharsets.UTF_8).strip();
    boolean retry = request.query().text("retry").isEmpty() || request.query().flag("retry");
    Optional<Duration> after = after(request, RETRY_AFTER);
    if (after.isPresent() && !retry) {
      throw new BadParameterException("after", "after goes with an attempt that is to be repeated");
    }
    return endedAs(request, new JobOutcome.Failed(error, retry, after));
  }

  private Response snooze(Request request) throws InterruptedException {
    Duration after =
        after(request, SNOOZE)
            .orElseThrow(() ->
                new BadParameterException("after", "after must be " + SNOOZE.range() + ": none"));
    return endedAs(request, JobOutcome.snoozed(after));
  }

  private Response release(Request request) throws InterruptedException {
    Optional<Bytes> checkpoint =
        Optional.of(Bytes.of(request.body())).filter(state -> state.size() > 0);
    UUID job = JobsApi.id(request);
    Answers.of(leases.release(job, token(request), checkpoint));
    return ended(job, queue.job(job).state());
  }

  private Response endedAs(Request request, JobOutcome outcome) throws InterruptedException {
    end(request, outcome);
    UUID job = JobsApi.id(request);
    return ended(job, queue.job(job).state());
  }

  private void end(Request request, JobOutcome outcome) throws InterruptedException {
    Attempt.Usage usage = UsageHeaders.read(request);
    Answers.of(leases.end(JobsApi.id(request), token(request), outcome, usage));
  }

  private static Response ended(UUID job, JobState state) {
    return Response.json(Json.object().put("job", job.toString()).put("state", state.text()));
  }

  private static Optional<Duration> after(Request request, Kind<Duration> kind) {
    return request
        .query()
        .text("after")
        .map(text -> {
          try {
            return kind.parse(text);
          } catch (IllegalArgumentException e) {
            throw new BadParameterException(
                "after", "after must be " + kind.range() + ": " + Problem.shown(text));
          }
        });
  }

  private static LeaseToken token(Request request) {
    return request
        .header("Pagoda-Lease")
        .map(LeaseToken::of)
        .orElseThrow(() ->
            new BadRequestException("The header Pagoda-Lease must have what the claim answered"));
  }
}
