package pagoda.queue.store;

import java.util.Optional;
import pagoda.queue.Bytes;

/** How an attempt ended, as the store is to record it. Immutable. */
public sealed interface Ended {
  /**
   * With a result.
   *
   * @param result the result
   */
  record Completed(Bytes result) implements Ended {}

  /**
   * Without one, and there is no further attempt.
   *
   * @param error why
   */
  record Failed(String error) implements Ended {}

  /**
   * Without one; the next attempt waits.
   *
   * @param error why
   * @param millis how long it waits
   */
  record Retried(String error, long millis) implements Ended {}

  /**
   * As if it had not begun: the job keeps its place, and the attempt does not count.
   *
   * @param checkpoint where to go on from
   */
  record GivenBack(Optional<Bytes> checkpoint) implements Ended {}
}
