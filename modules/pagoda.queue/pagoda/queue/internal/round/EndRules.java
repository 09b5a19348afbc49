package pagoda.queue.internal.round;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pagoda.queue.Bytes;
import pagoda.queue.RetryBackoff;
import pagoda.queue.TypeOptions;
import pagoda.queue.internal.run.Ending;
import pagoda.queue.store.Ended;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Marks;

/** What an ending means for its job: whether it is tried again, and when. */
final class EndRules {
  /** How long a job waits whose handler yielded without being asked. */
  static final Duration UNASKED = Duration.ofSeconds(1);

  private static final Duration SHORTEST_SNOOZE = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int MOST_SNOOZES = 1000;

  private EndRules() {}

  static Ended of(Ending ending, JobRow row, TypeOptions type, Shared shared) {
    return switch (ending) {
      case Ending.Completed(Bytes result, Optional<String> contentType) ->
          new Ended.Completed(result, contentType);
      case Ending.Failed failed -> failure(failed, row, type, shared);
      case Ending.TimedOut(String error) -> failure(timedOut(error), row, type, shared);
      case Ending.Yielded(Bytes checkpoint, boolean asked) ->
          asked
              ? new Ended.GivenBack(Optional.of(checkpoint))
              : new Ended.PutOff(UNASKED.toMillis(), Optional.of(checkpoint), false);
      case Ending.Snoozed(Duration after, Optional<Bytes> checkpoint) ->
          snooze(after, checkpoint, row, shared.clocks().millis());
      case Ending.Refused() -> new Ended.GivenBack(Optional.empty());
      case Ending.Abandoned() -> new Ended.GivenBack(Optional.empty());
    };
  }

  private static Ending.Failed timedOut(String error) {
    return new Ending.Failed(error, true, Optional.empty(), Optional.empty());
  }

  private static Ended failure(Ending.Failed failed, JobRow row, TypeOptions type, Shared shared) {
    if (!failed.retryable() || row.attempt() >= row.maxAttempts()) {
      return new Ended.Failed(failed.error(), failed.trace());
    }
    Duration delay =
        failed
            .after()
            .map(after -> within(after, Duration.ZERO))
            .orElseGet(() -> {
              double random = shared.clocks().random().nextDouble();
              RetryBackoff backoff = type.backoff().orElse(shared.options().backoff());
              return backoff.delay(row.attempt(), random);
            });
    return new Ended.Retried(failed.error(), delay.toMillis(), failed.trace());
  }

  private static Ended snooze(Duration after, Optional<Bytes> checkpoint, JobRow row, long now) {
    Marks marks = row.standing().marks();
    boolean tooLong = marks.snoozes() > 0 && now - marks.snoozedSince() >= LONGEST.toMillis();
    if (marks.snoozes() >= MOST_SNOOZES || tooLong) {
      String error =
          "snoozed too long: "
              + marks.snoozes()
              + " times since "
              + Instant.ofEpochMilli(marks.snoozedSince());
      return new Ended.Failed(error, Optional.empty());
    }
    return new Ended.PutOff(within(after, SHORTEST_SNOOZE).toMillis(), checkpoint, true);
  }

  private static Duration within(Duration value, Duration least) {
    Duration more = value.compareTo(least) < 0 ? least : value;
    return more.compareTo(LONGEST) > 0 ? LONGEST : more;
  }
}
