package pagoda.queue;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** How a handler's attempt ended. An exception thrown by a handler is a retryable failure. */
public sealed interface JobOutcome {
  /**
   * The job is done.
   *
   * @param result what callers get, at most {@link QueueOptions#maxResultBytes}
   * @param contentType the result's media type, 1 to 255 characters without control characters
   */
  record Completed(Bytes result, Optional<String> contentType) implements JobOutcome {
    /** Refuses null. */
    public Completed {
      requireNonNull(result, "result");
      requireNonNull(contentType, "contentType");
    }
  }

  /**
   * The attempt failed.
   *
   * @param error why, for people
   * @param retryable false when another attempt cannot help
   * @param after how long the next attempt waits, up to 7 days; empty for the queue's backoff
   */
  record Failed(String error, boolean retryable, Optional<Duration> after) implements JobOutcome {
    /** Refuses null but for the error. */
    public Failed {
      requireNonNull(after, "after");
    }
  }

  /**
   * The handler stopped early because it was asked to. The job goes back to its place in the queue
   * and its attempt does not count. One that was not asked waits a second, and is placed anew.
   *
   * @param checkpoint where to go on from ({@link JobContext#checkpoint()})
   */
  record Yielded(Bytes checkpoint) implements JobOutcome {}

  /**
   * The job is to go on later: it is scheduled and then placed anew, keeps its checkpoint, and its
   * attempt does not count. After 1,000 of these in a row, or 7 days of them, the job fails.
   *
   * @param after how long it waits; less than a second counts as one, more than 7 days as 7 days
   * @param checkpoint where to go on from; empty keeps the one that is there
   */
  record Snoozed(Duration after, Optional<Bytes> checkpoint) implements JobOutcome {
    /** Refuses null. */
    public Snoozed {
      requireNonNull(after, "after");
      requireNonNull(checkpoint, "checkpoint");
    }
  }

  /**
   * The job is done.
   *
   * @param result what callers get
   * @return the outcome
   */
  static JobOutcome completed(Bytes result) {
    return new Completed(result, Optional.empty());
  }

  /**
   * The job is done.
   *
   * @param result what callers get
   * @param contentType the result's media type
   * @return the outcome
   */
  static JobOutcome completed(Bytes result, String contentType) {
    return new Completed(result, Optional.of(contentType));
  }

  /**
   * The attempt failed; another may succeed.
   *
   * @param error why
   * @return the outcome
   */
  static JobOutcome retry(String error) {
    return new Failed(error, true, Optional.empty());
  }

  /**
   * The attempt failed; another may succeed, but not before a time.
   *
   * @param error why
   * @param after how long the next attempt waits, up to 7 days
   * @return the outcome
   */
  static JobOutcome retry(String error, Duration after) {
    return new Failed(error, true, Optional.of(after));
  }

  /**
   * The job failed for good.
   *
   * @param error why
   * @return the outcome
   */
  static JobOutcome failed(String error) {
    return new Failed(error, false, Optional.empty());
  }

  /**
   * The handler makes room for a more urgent job.
   *
   * @param checkpoint where to go on from
   * @return the outcome
   */
  static JobOutcome yielded(Bytes checkpoint) {
    return new Yielded(checkpoint);
  }

  /**
   * The job is to go on later, with the checkpoint that is there.
   *
   * @param after how long it waits, 1 s to 7 days
   * @return the outcome
   */
  static JobOutcome snoozed(Duration after) {
    return new Snoozed(after, Optional.empty());
  }
}
