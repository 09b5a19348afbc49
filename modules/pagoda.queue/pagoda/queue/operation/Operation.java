package pagoda.queue.operation;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing done to all jobs that match a filter. Immutable; a snapshot.
 *
 * @param id its number, which only rises
 * @param action what is done
 * @param filter which jobs it is done to, as {@link pagoda.queue.JobFilter#parse} reads it, with
 *     every time complete
 * @param state where it stands
 * @param times when it was accepted, begins, ended
 * @param counts how many jobs
 * @param error why it failed
 */
public record Operation(
    long id,
    JobAction action,
    String filter,
    OperationState state,
    Times times,
    Counts counts,
    Optional<String> error) {
  /**
   * When. Immutable.
   *
   * @param created when it was accepted
   * @param begins when it begins: at once, but for a delete
   * @param finished when it ended
   */
  public record Times(Instant created, Instant begins, Optional<Instant> finished) {}

  /**
   * How many jobs. Immutable.
   *
   * @param matched how many matched when it was accepted; once it is completed, the sum of the
   *     others
   * @param done to how many it was done
   * @param skipped how many did not match any more when their turn came, were gone, or were as
   *     wanted already
   * @param failed how many were in a state that does not allow it
   */
  public record Counts(long matched, long done, long skipped, long failed) {
    /** {@return how many jobs had their turn} */
    public long seen() {
      return done + skipped + failed;
    }
  }
}
