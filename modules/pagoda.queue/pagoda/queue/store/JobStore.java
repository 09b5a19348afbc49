package pagoda.queue.store;

import java.util.concurrent.CompletableFuture;
import pagoda.queue.QueueException;
import pagoda.queue.StorageState;

/**
 * Keeps jobs, and decides who goes next. Confined to the queue's writer, but for {@link #read},
 * {@link #totals}, {@link #waiting} and {@link #state}, which are thread-safe.
 */
public interface JobStore extends AutoCloseable {
  /** {@return what opening the store found: its identity, its types, what was recovered} */
  Joined joined();

  /**
   * Carries a round out in one transaction, all or nothing.
   *
   * @param round what is wanted
   * @return what came of it, once it is durable
   * @throws StoreFault when nothing of it was done
   */
  Outcome commit(Round round) throws StoreFault;

  /**
   * Answers a question, on a thread of the store.
   *
   * @param <T> the answer
   * @param question the question
   * @return completed with the answer, or exceptionally with a {@link QueueException}
   */
  <T> CompletableFuture<T> read(Question<T> question);

  /** {@return how many jobs there are, as of the latest commit} */
  Totals totals();

  /** {@return how many jobs are pending or scheduled, as of the latest commit} */
  long waiting();

  /** {@return how the storage is} */
  StorageState state();

  /** {@return what callers are told while the storage is not in order} */
  QueueException reason();

  /**
   * Tries, once a second at most, whether the storage is in order again.
   *
   * @return true when it is
   */
  boolean probe();

  /**
   * The time until {@link #probe} is worth while.
   *
   * @param nanos the monotonic time now
   * @return nanoseconds, 0 or more
   */
  long nanosToProbe(long nanos);

  /**
   * Does what needs doing between rounds, such as copying a log into its file.
   *
   * @param calm whether the last round had nothing to do
   * @return true when a log was copied into its file
   */
  boolean maintain(boolean calm);

  /**
   * The time until a round is worth while although nobody asks for anything: a job is due, or one
   * has been kept long enough.
   *
   * @param nanos the monotonic time now
   * @return nanoseconds, 0 or more; the longest time there is when nothing is to come
   */
  long nanosToNext(long nanos);

  /** Writes what is left and lets the store go. */
  @Override
  void close();
}
