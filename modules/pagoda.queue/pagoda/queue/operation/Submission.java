package pagoda.queue.operation;

/** What became of a wish to act on all jobs that match. Immutable. */
public sealed interface Submission {
  /**
   * It is on disk and will be carried out.
   *
   * @param operation the operation
   */
  record Accepted(Operation operation) implements Submission {}

  /**
   * More jobs match than the caller saw; nothing was done.
   *
   * @param matched how many match
   */
  record MoreThanExpected(long matched) implements Submission {}

  /**
   * As many operations are under way as may be; nothing was done.
   *
   * @param most how many
   */
  record TooManyOperations(int most) implements Submission {}

  /** To count what matches takes too long; nothing was done. */
  record TooManyToCount() implements Submission {}
}
