package pagoda.app.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import pagoda.app.jobs.Validation;
import pagoda.http.BadRequestException;
import pagoda.http.MediaType;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.queue.AdmittedJob;
import pagoda.queue.Enqueued;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.Job;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;

/** {@code POST /jobs}: one job, or a batch of them. */
public final class SubmitApi {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private final JobQueue queue;
  private final Validation validation;
  private final JobBatch batch;

  /** Stores in {@code queue} what {@code validation} accepts. */
  public SubmitApi(JobQueue queue, Validation validation) {
    this.queue = queue;
    this.validation = validation;
    batch = new JobBatch(queue, validation);
  }

  /** The route. */
  public List<Route> routes() {
    return List.of(
        Route.post("/jobs", this::submit)
            .accepts(MediaType.JSON)
            .accepts(MediaType.NDJSON, JobBatch.MAX_BYTES));
  }

  /** In order: the key's earlier job, room, validation, commit. */
  private Response submit(Request request) throws InterruptedException {
    if (request.contentType().equals(Optional.of(MediaType.NDJSON))) {
      return batch.submit(request);
    }
    JobRequest job = JobRequests.read(request.body(), key(request));
    Optional<Duration> wait = request.prefer("wait").map(SubmitApi::seconds);
    AdmittedJob admitted = queue.admit(job);
    if (admitted.earlier().isEmpty()) {
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
      end.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      end.cancel(false); // the job goes on; the answer tells how far it is
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for job " + id, e.getCause());
    }
    return Response.json(JobJson.full(queue.detail(id)))
        .withHeader("Preference-Applied", "wait=" + wait.toSeconds());
  }

  /** RFC 7240: a preference that cannot be met is no error, so a long wait is shortened. */
  private static Duration seconds(String text) {
    if (!SECONDS.matcher(text).matches()) {
      throw new BadRequestException("Prefer: wait must be a number of seconds: " + text);
    }
    Duration wait = Duration.ofSeconds(Long.parseLong(text));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /** A key belongs to who sent it: two callers' equal keys are two keys. */
  private static Optional<IdempotencyKey> key(Request request) {
    List<String> keys = request.headers("Idempotency-Key");
    if (keys.size() > 1) {
      throw new BadRequestException(
          "Idempotency-Key must be given once: " + keys.size() + " times");
    }
    return keys.stream().findFirst().map(k -> new IdempotencyKey(request.principal().name(), k));
  }
}
