package pagoda.app.api;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import pagoda.http.BadRequestException;
import pagoda.http.MediaType;
import pagoda.http.OverloadedException;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.queue.Attempt;
import pagoda.queue.JobDetail;
import pagoda.queue.JobLog;
import pagoda.queue.JobQueue;

/** {@code GET /jobs/{id}/log}: what an attempt said, whole or, as events, while it says it. */
public final class LogApi {
  /** How many logs are followed at a time; each holds a request in flight. */
  private static final int MOST_STREAMS = 64;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final JobQueue queue;
  private final CompletableFuture<Void> drains;
  private final Semaphore streams = new Semaphore(MOST_STREAMS);

  /** Reads the logs of {@code queue}; follows none once {@code drains} is done. */
  public LogApi(JobQueue queue, CompletableFuture<Void> drains) {
    this.queue = queue;
    this.drains = drains;
  }

  /** The route. */
  public List<Route> routes() {
    return List.of(
        Route.get("/jobs/{id}/log", this::read).role(Roles.READ).queries("attempt", "from"));
  }

  /**
   * The logs of an attempt's claims, one after the other, from a byte of them all; without a number
   * that of the latest claim. {@code X-Next} is where to read on.
   */
  private Response read(Request request) {
    UUID id = JobsApi.id(request);
    long from = request.query().number("from", 0, Long.MAX_VALUE, 0);
    Optional<Long> attempt = request.query().number("attempt", 1, Integer.MAX_VALUE);
    if (request.negotiate(MediaType.TEXT, MediaType.EVENTS).equals(MediaType.EVENTS)) {
      return follow(request, id, from, attempt);
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    long end = 0;
    for (long claim : claims(queue.detail(id), attempt)) {
      end += append(text, id, claim, from - end);
    }
    return Response.bytes(MediaType.TEXT, text.toByteArray())
        .withHeader("X-Next", Long.toString(end));
  }

  private Response follow(Request request, UUID id, long from, Optional<Long> attempt) {
    if (attempt.isPresent()) {
      throw new BadRequestException("attempt: as events only the latest attempt can be followed");
    }
    long start =
        request
            .header("Last-Event-ID")
            .filter(last -> last.matches("[0-9]{1,18}"))
            .map(Long::valueOf)
            .orElse(from);
    if (drains.isDone() || !streams.tryAcquire()) {
      throw new OverloadedException(
          "Allowed are %d logs that are followed at once".formatted(MOST_STREAMS), RETRY_AFTER);
    }
    try {
      LogStream body = new LogStream(queue, id, start, streams, drains);
      return Response.stream(MediaType.EVENTS, body)
          .withHeader("Cache-Control", "no-cache")
          .withHeader("X-Accel-Buffering", "no");
    } catch (RuntimeException e) { // no such job, say
      streams.release();
      throw e;
    }
  }

  /**
   * Adds a claim's log from a byte on, and returns how long the whole is. At most 256 KiB of each
   * are kept, so all that is there may be read to know that.
   */
  private long append(ByteArrayOutputStream text, UUID id, long claim, long from) {
    long read = 0;
    JobLog part = queue.log(id, claim, read);
    while (part.bytes().size() > 0) {
      byte[] bytes = part.bytes().toArray();
      int skipped = Math.clamp(from - part.from(), 0, bytes.length);
      text.write(bytes, skipped, bytes.length - skipped);
      read = part.next();
      part = queue.log(id, claim, read);
    }
    return read;
  }

  /** An attempt that gave way and came back has several. */
  private static List<Long> claims(JobDetail detail, Optional<Long> attempt) {
    long latest = detail.job().claims().latest();
    if (attempt.isEmpty()) {
      return latest == 0 ? List.of() : List.of(latest);
    }
    Stream<Long> past =
        detail.attempts().stream().filter(a -> a.number() == attempt.get()).map(Attempt::claim);
    Stream<Long> now = detail.job().attempt() == attempt.get() ? Stream.of(latest) : Stream.of();
    return Stream.concat(past, now).filter(claim -> claim > 0).distinct().toList();
  }
}
