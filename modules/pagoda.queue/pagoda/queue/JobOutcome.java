package pagoda.queue;

/** How a handler's attempt ended. An exception thrown by a handler is a retryable failure. */
public sealed interface JobOutcome {
  /**
   * The job is done.
   *
   * @param result what callers get, at most {@link QueueOptions#maxResultBytes}
   */
  record Completed(Bytes result) implements JobOutcome {}

  /**
   * The attempt failed.
   *
   * @param error why, for people
   * @param retryable false when another attempt cannot help
   */
  record Failed(String error, boolean retryable) implements JobOutcome {}

  /**
   * The handler stopped early because it was asked to. The job goes back to its place in the queue
   * and its attempt does not count.
   *
   * @param checkpoint where to go on from ({@link JobContext#checkpoint()})
   */
  record Yielded(Bytes checkpoint) implements JobOutcome {}

  /**
   * The job is done.
   *
   * @param result what callers get
   * @return the outcome
   */
  static JobOutcome completed(Bytes result) {
    return new Completed(result);
  }

  /**
   * The attempt failed; another may succeed.
   *
   * @param error why
   * @return the outcome
   */
  static JobOutcome retry(String error) {
    return new Failed(error, true);
  }

  /**
   * The job failed for good.
   *
   * @param error why
   * @return the outcome
   */
  static JobOutcome failed(String error) {
    return new Failed(error, false);
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
}
