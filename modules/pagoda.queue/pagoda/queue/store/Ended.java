package pagoda.queue.store;

import java.util.Optional;
import pagoda.queue.Bytes;

/** How an attempt ended, as the store is to record it. Immutable. */
public sealed interface Ended {
  /**
   * With a result.
   *
   * @param result the result
   * @param contentType its media type
   */
  record Completed(Bytes result, Optional<String> contentType) implements Ended {}

  /**
   * Without one, and there is no further attempt.
   *
   * @param error why
   * @param trace where its handler threw
   */
  record Failed(String error, Optional<String> trace) implements Ended {}

  /**
   * Without one; the next attempt waits.
   *
   * @param error why
   * @param millis how long it waits
   * @param trace where its handler threw
   */
  record Retried(String error, long millis, Optional<String> trace) implements Ended {}

  /**
   * As if it had not begun: the job keeps its place, and the attempt does not count.
   *
   * @param checkpoint where to go on from
   */
  record GivenBack(Optional<Bytes> checkpoint) implements Ended {}

  /**
   * Early, to go on later: the job waits, takes a new place then, and the attempt does not count.
   *
   * @param millis how long it waits
   * @param checkpoint where to go on from; empty keeps the one that is there
   * @param snoozed whether it counts as a snooze
   */
  record PutOff(long millis, Optional<Bytes> checkpoint, boolean snoozed) implements Ended {}
}
