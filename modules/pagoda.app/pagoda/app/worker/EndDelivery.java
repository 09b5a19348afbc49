package pagoda.app.worker;

import static java.lang.System.Logger.Level.WARNING;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import pagoda.app.log.Fields;
import pagoda.breaker.Backoff;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.JobOutcome;

/**
 * Tells the service how an attempt ended, again and again until it has heard or has no use for it:
 * hours of work may stand behind it, and a service that was away takes what comes late.
 */
final class EndDelivery {
  /** How it went. */
  enum Result {
    /** The service has it. */
    TAKEN,
    /** The job is another's by now, or ended otherwise. */
    UNWANTED,
    /** The service was not reached in time, or refuses it. */
    GIVEN_UP
  }

  private static final System.Logger LOG = System.getLogger("pagoda.worker");
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration LATEST = Duration.ofDays(7);
  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final int TOO_LARGE = 413;
  private static final String TYPE = "Content-Type";
  private static final List<String> BYTES = List.of(TYPE, "application/octet-stream");
  private static final List<String> TEXT = List.of(TYPE, "text/plain; charset=utf-8");
  private static final Backoff AGAIN =
      Backoff.retrying().withBase(Duration.ofMillis(500)).withCap(Duration.ofSeconds(15));

  private final ClaimedJob claimed;
  private final WorkClient client;
  private final Pause pause;
  private final List<String> used;
  private final long startNanos = System.nanoTime();

  /** Delivers about one claim; waits between attempts with {@code pause}, which may end them. */
  EndDelivery(ClaimedJob claimed, Attempt.Usage usage, WorkClient client, Pause pause) {
    this.claimed = claimed;
    this.used = headers(usage);
    this.client = client;
    this.pause = pause;
  }

  private static List<String> headers(Attempt.Usage usage) {
    List<String> headers = new ArrayList<>();
    usage
        .exitStatus()
        .ifPresent(status -> headers.addAll(List.of("Pagoda-Exit-Status", "" + status)));
    usage
        .peakMemory()
        .ifPresent(bytes -> headers.addAll(List.of("Pagoda-Peak-Memory", "" + bytes)));
    usage
        .cpuTime()
        .ifPresent(time -> headers.addAll(List.of("Pagoda-Cpu-Ms", "" + time.toMillis())));
    return headers;
  }

  private static List<String> with(List<String> headers, String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.addAll(List.of(name, value));
    return more;
  }

  private record Message(String method, String what, Bytes body, List<String> headers) {}

  private record Delivered(Result result, String reason, int status) {}

  /** Delivers an outcome. */
  Result deliver(JobOutcome outcome) throws InterruptedException {
    if (outcome instanceof JobOutcome.Snoozed(var _, Optional<Bytes> checkpoint)
        && checkpoint.isPresent()) {
      var _ = send(new Message("PUT", "/checkpoint", checkpoint.get(), BYTES));
    }
    Delivered delivered = send(message(outcome));
    if (delivered.status == TOO_LARGE) {
      return send(failure("the service refused it: " + delivered.reason, "?retry=false")).result;
    }
    return delivered.result;
  }

  private Message message(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Completed(Bytes result, Optional<String> contentType) ->
          new Message(
              "POST", "/complete", result, contentType.map(t -> with(used, TYPE, t)).orElse(used));
      case JobOutcome.Failed(String error, boolean again, Optional<Duration> after) -> {
        String wait =
            again ? after.map(time -> "&after=" + text(time, Duration.ZERO)).orElse("") : "";
        yield failure(String.valueOf(error), "?retry=" + again + wait);
      }
      case JobOutcome.Yielded(Bytes checkpoint) ->
          new Message("POST", "/release", checkpoint, BYTES);
      case JobOutcome.Snoozed(Duration after, var _) ->
          new Message("POST", "/snooze?after=" + text(after, SOONEST), Bytes.EMPTY, BYTES);
    };
  }

  private Message failure(String error, String query) {
    return new Message(
        "POST",
        "/fail" + query,
        Bytes.utf8(Errors.shorten(error)),
        with(used, TEXT.get(0), TEXT.get(1)));
  }

  /** Durations as the protocol writes them. */
  private static String text(Duration time, Duration least) {
    Duration bounded = time.compareTo(least) < 0 ? least : time;
    return (bounded.compareTo(LATEST) > 0 ? LATEST : bounded).toMillis() + "ms";
  }

  private Delivered send(Message message) throws InterruptedException {
    for (int failures = 0; ; failures++) {
      String reason;
      Optional<Duration> asked = Optional.empty();
      try {
        WorkAnswer answer = request(message).get();
        if (answer.done() || answer.lost()) {
          Result result = answer.done() ? Result.TAKEN : Result.UNWANTED;
          return new Delivered(result, answer.done() ? "" : answer.problem(), answer.status());
        }
        reason = answer.problem();
        if (!answer.worthRepeating()) {
          return givenUp(message, reason, answer.status());
        }
        asked = answer.retryAfter();
      } catch (ExecutionException e) {
        reason = ServiceLink.reason(e.getCause());
      }
      Duration backoff =
          Duration.ofNanos(AGAIN.nanos(failures, ThreadLocalRandom.current().nextDouble(0.5, 1)));
      boolean late = System.nanoTime() - startNanos > LONGEST.toNanos();
      if (late || !pause.sleep(asked.orElse(backoff))) {
        return givenUp(message, reason, 0);
      }
    }
  }

  private CompletableFuture<WorkAnswer> request(Message message) {
    return client.about(
        claimed,
        message.method,
        message.what,
        BodyPublishers.ofByteArray(message.body.toArray()),
        message.headers.toArray(String[]::new));
  }

  private Delivered givenUp(Message message, String reason, int status) {
    LOG.log(
        WARNING,
        "the service did not take how an attempt ended",
        Fields.of("job_id", claimed.job().id(), "request", message.what, "reason", reason));
    return new Delivered(Result.GIVEN_UP, reason, status);
  }
}
