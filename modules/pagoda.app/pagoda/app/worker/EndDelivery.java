package pagoda.app.worker;

import static java.lang.System.Logger.Level.WARNING;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import pagoda.app.log.Fields;
import pagoda.breaker.Backoff;
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
  private static final Optional<String> BYTES = Optional.of("application/octet-stream");
  private static final Optional<String> TEXT = Optional.of("text/plain; charset=utf-8");
  private static final Backoff AGAIN =
      Backoff.retrying().withBase(Duration.ofMillis(500)).withCap(Duration.ofSeconds(15));

  private final ClaimedJob claimed;
  private final WorkClient client;
  private final Pause pause;
  private final long startNanos = System.nanoTime();

  /** Delivers about one claim; waits between attempts with {@code pause}, which may end them. */
  EndDelivery(ClaimedJob claimed, WorkClient client, Pause pause) {
    this.claimed = claimed;
    this.client = client;
    this.pause = pause;
  }

  private record Message(String method, String what, Bytes body, Optional<String> contentType) {}

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

  private static Message message(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Completed(Bytes result, Optional<String> contentType) ->
          new Message("POST", "/complete", result, contentType);
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

  private static Message failure(String error, String query) {
    return new Message("POST", "/fail" + query, Bytes.utf8(Errors.shorten(error)), TEXT);
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
        message.contentType);
  }

  private Delivered givenUp(Message message, String reason, int status) {
    LOG.log(
        WARNING,
        "the service did not take how an attempt ended",
        Fields.of("job_id", claimed.job().id(), "request", message.what, "reason", reason));
    return new Delivered(Result.GIVEN_UP, reason, status);
  }
}
