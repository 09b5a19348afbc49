package pagoda.queue.store;

import pagoda.queue.Job;

/**
 * What was submitted: the part of a job that seldom changes. Immutable.
 *
 * @param row its number in the store
 * @param type the number of its type
 * @param lane the number of its lane
 * @param priority its priority
 * @param maxAttempts how many attempts it has
 * @param createdAt when it was added, in milliseconds since 1970
 * @param envelope what came with its payload
 */
public record Submitted(
    long row,
    int type,
    int lane,
    int priority,
    int maxAttempts,
    long createdAt,
    Job.Envelope envelope) {
  /**
   * The same in another lane, with another number of attempts.
   *
   * @param newLane its new lane
   * @param attempts how many attempts it has
   * @return the changed part
   */
  Submitted with(int newLane, int attempts) {
    return new Submitted(row, type, newLane, priority, attempts, createdAt, envelope);
  }

  Submitted prioritized(int newPriority) {
    return new Submitted(row, type, lane, newPriority, maxAttempts, createdAt, envelope);
  }
}
