package pagoda.queue;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A request that the queue would accept now, checked and digested once: for callers that have more
 * to check before they enqueue it. Immutable and thread-safe.
 */
public interface AdmittedJob {
  /**
   * The job of an earlier request with the same idempotency key.
   *
   * @return the earlier job; empty when an enqueue would make a new one
   */
  Optional<Enqueued> earlier();

  /**
   * Adds the job and waits until it is on disk.
   *
   * @return the job, or the earlier one of the same idempotency key
   * @throws QueueException as {@link JobQueue#enqueue} does
   */
  Enqueued enqueue();

  /**
   * Adds the job; the room is checked again, and so is the key.
   *
   * @return completed once the job is on disk, or exceptionally as {@link JobQueue#enqueue} throws
   */
  CompletableFuture<Enqueued> enqueueAsync();
}
