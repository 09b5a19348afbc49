package pagoda.app.api;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import pagoda.app.jobs.TypeDefaults;
import pagoda.app.jobs.Validation;
import pagoda.http.BadRequestException;
import pagoda.http.MediaType;
import pagoda.http.Problem;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.queue.AdmittedJob;
import pagoda.queue.Enqueued;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.Job;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;

/** {@code POST /jobs}, {@code POST /types/{type}/jobs}: one job, or a batch of them. */
public final class SubmitApi {
  private static final System.Logger LOG = System.getLogger("pagoda.app");

  /** Below the minute after which many proxies give up. */
  private static final BigInteger LONGEST_WAIT = BigInteger.valueOf(55);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,2000}");

  /** Other names of {@link MediaType#NDJSON}, none of which is registered. */
  private static final MediaType NDJSON = new MediaType("application", "ndjson");

  private static final MediaType JSON_LINES = new MediaType("application", "jsonl");

  private final JobQueue queue;
  private final Validation validation;
  private final TypeDefaults defaults;
  private final int maxPayload;
  private final CompletableFuture<Void> drains;
  private final JobBatch batch;

  /**
   * Stores in {@code queue} what {@code validation} accepts.
   *
   * @param maxPayload the largest payload of any media type, in bytes
   * @param drains done once the service drains: then callers wait for no end any more
   */
  public SubmitApi(
      JobQueue queue,
      Validation validation,
      TypeDefaults defaults,
      int maxPayload,
      CompletableFuture<Void> drains) {
    this.queue = queue;
    this.validation = validation;
    this.defaults = defaults;
    this.maxPayload = maxPayload;
    this.drains = drains;
    batch = new JobBatch(queue, validation, defaults);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.post("/jobs", this::submit)
            .roleOfAnyScope(Roles.SUBMIT)
            .accepts(MediaType.JSON)
            .accepts(MediaType.NDJSON, JobBatch.MAX_BYTES)
            .accepts(NDJSON, JobBatch.MAX_BYTES)
            .accepts(JSON_LINES, JobBatch.MAX_BYTES),
        Route.post("/types/{type}/jobs", this::submitOfType)
            .roleOfAnyScope(Roles.SUBMIT)
            .queries("priority", "emergency", "run_at", "max_attempts", "label")
            .maxBody(maxPayload));
  }

  private Response submit(Request request) throws InterruptedException {
    return request.contentType().filter(type -> !type.equals(MediaType.JSON)).isPresent()
        ? batch.submit(request)
        : submit(request, JobRequests.read(request.body(), key(request), defaults));
  }

  /** The body is the payload as it is; what else is to be said stands in the address. */
  private Response submitOfType(Request request) throws InterruptedException {
    return submit(request, JobParameters.read(request, key(request), defaults));
  }

  /** In order: the key's earlier job, room, validation, commit. */
  private Response submit(Request request, JobRequest job) throws InterruptedException {
    request.principal().require(Roles.SUBMIT.of(job.type()));
    Optional<Duration> wait = request.prefer("wait").flatMap(SubmitApi::seconds);
    AdmittedJob admitted = queue.admit(job);
    boolean json = request.contentType().filter(MediaType.JSON::equals).isPresent();
    if (json && admitted.earlier().isEmpty()) {
      validation.check(request.body());
    }
    Enqueued enqueued = admitted.enqueue();
    Response response = wait.isPresent() ? waited(enqueued, wait.get()) : now(enqueued, job);
    response = response.withHeader("Location", "/jobs/" + enqueued.job().id());
    return enqueued.repeated() ? response.withHeader("Idempotent-Replayed", "true") : response;
  }

  private static Response now(Enqueued enqueued, JobRequest request) {
    return Response.json(JobJson.accepted(enqueued.job(), request.payload()));
  }

  private Response waited(Enqueued enqueued, Duration wait) throws InterruptedException {
    UUID id = enqueued.job().id();
    CompletableFuture<Job> end = queue.whenFinished(id);
    try {
      CompletableFuture.anyOf(end, drains).get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.log(System.Logger.Level.DEBUG, "job {0} goes on, and is told as it stands", id);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for job " + id, e.getCause());
    } finally {
      end.cancel(false);
    }
    return Response.json(JobJson.full(queue.detail(id)))
        .withHeader("Preference-Applied", "wait=" + wait.toSeconds());
  }

  /**
   * RFC 7240, section 2: a preference that cannot be understood or met is no error. So one that is
   * no number of seconds is ignored, and a long one is shortened.
   */
  private static Optional<Duration> seconds(String text) {
    return Optional.of(text)
        .filter(t -> SECONDS.matcher(t).matches())
        .map(BigInteger::new)
        .map(t -> Duration.ofSeconds(t.min(LONGEST_WAIT).longValue()));
  }

  /** A key belongs to who sent it: two callers' equal keys are two keys. */
  private static Optional<IdempotencyKey> key(Request request) {
    List<String> keys = request.headers("Idempotency-Key");
    if (keys.size() > 1) {
      throw new BadRequestException(
          "Idempotency-Key must be given once: " + keys.size() + " times");
    }
    return keys.stream().findFirst().map(k -> key(request.principal().name(), k));
  }

  private static IdempotencyKey key(String caller, String key) {
    if (key.isEmpty() || key.length() > IdempotencyKey.MAX_LENGTH) {
      throw new BadRequestException(
          "Idempotency-Key must be 1 to %d characters, seen %d: %s"
              .formatted(IdempotencyKey.MAX_LENGTH, key.length(), Problem.shown(key)));
    }
    return new IdempotencyKey(caller, key);
  }
}
