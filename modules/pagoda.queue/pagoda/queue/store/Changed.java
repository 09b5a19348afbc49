package pagoda.queue.store;

/** What became of a caller's change of one job. Immutable. */
public sealed interface Changed {
  /**
   * It was made.
   *
   * @param from the job before
   * @param to the job now
   */
  record Done(JobRow from, JobRow to) implements Changed {}

  /**
   * What was asked for is so already.
   *
   * @param row the job
   */
  record Already(JobRow row) implements Changed {}

  /**
   * The job's state does not allow it.
   *
   * @param row the job
   */
  record Refused(JobRow row) implements Changed {}

  /** There is no such job. */
  record Missing() implements Changed {}
}
