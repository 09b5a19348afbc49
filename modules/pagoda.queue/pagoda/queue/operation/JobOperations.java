package pagoda.queue.operation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pagoda.queue.JobFilter;

/**
 * Acts on all jobs that match a filter, in steps of {@value #STEP} jobs. An operation is stored: it
 * goes on after a restart, and does to no job a thing twice. Thread-safe.
 *
 * <p>Its filter is frozen when it is accepted: jobs that are handed in later are not meant, and
 * each job is tested again when its turn comes. Operations are carried out once the queue was
 * started.
 */
public interface JobOperations {
  /** The most jobs that are changed by one commit. */
  int STEP = 500;

  /** The most operations that are not finished. */
  int MOST = 4;

  /** The most operations that are kept. */
  int KEPT = 1_000;

  /** The time in which a delete can be undone. */
  Duration DELETE_DELAY = Duration.ofSeconds(10);

  /**
   * Counts the jobs that match now.
   *
   * @param filter which
   * @param patience how long to count
   * @return how many; empty when it takes longer
   */
  OptionalLong count(JobFilter filter, Duration patience);

  /**
   * Accepts an operation, and carries it out by and by.
   *
   * @param filter which jobs
   * @param action what is done to them; a delete begins after {@link #DELETE_DELAY}
   * @param expect how many jobs the caller believes to match; when there are more, nothing is done
   * @return what became of it
   * @throws pagoda.queue.InvalidJobException when the filter cannot be written down
   */
  Submission submit(JobFilter filter, JobAction action, OptionalLong expect);

  /**
   * Looks at an operation.
   *
   * @param id its number
   * @return the operation; empty when there is none, or it ended long ago
   */
  Optional<Operation> find(long id);

  /**
   * The operations, newest first.
   *
   * @param limit the most of them, 1 to {@value #KEPT}
   * @return the operations
   */
  List<Operation> list(int limit);

  /**
   * Stops an operation; what it has done stays done.
   *
   * @param id its number
   * @return the operation, which had ended already if it is not cancelled; empty when there is none
   */
  Optional<Operation> cancel(long id);
}
