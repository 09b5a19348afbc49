package pagoda.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.internal.open.Opening;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.operation.JobOperations;

/**
 * A durable priority queue of jobs in one SQLite file, and the workers that run them.
 *
 * <p>A job goes before every job of a lower priority and before every job of its own priority that
 * came later. What a method returned is on disk: no crash of the process or the machine loses it.
 *
 * <p>Thread-safe. Methods that wait for the disk do so without holding a carrier, so virtual
 * threads are welcome; those that return a future complete it on a thread of the queue, which must
 * not be blocked. Every method throws {@link QueueClosedException} after close, {@link
 * QueueBusyException} when too many calls are under way, and {@link StorageFailedException} when
 * the disk fails.
 */
public interface JobQueue extends AutoCloseable {
  /**
   * Opens or makes the file and recovers what a dead process left. No job starts before {@link
   * #start}.
   *
   * @param config the settings
   * @param handlers what runs the jobs
   * @param environment executor and clocks
   * @return the queue
   * @throws QueueLockedException when another queue has the file open
   * @throws NewerSchemaException when a newer release wrote the file
   * @throws SqliteVersionException when the SQLite library is older than 3.51.3
   * @throws QueueCorruptedException when the file is damaged or no queue file
   * @throws StorageFullException when the disk has no room
   * @throws StorageFailedException when the file can not be read or written
   */
  static JobQueue open(QueueOptions config, JobHandlers handlers, QueueEnvironment environment) {
    return Opening.open(config, handlers, environment);
  }

  /** Lets workers claim jobs. Does nothing when they already may. */
  void start();

  /**
   * Serves the types of these handlers from now on, and no other: for jobs that are added, attempts
   * that begin and jobs that end. What runs goes on as it began; other jobs wait for a handler.
   *
   * @param handlers what runs the jobs
   * @throws StorageFullException when the disk is full; then nothing has changed
   */
  void serve(JobHandlers handlers);

  /**
   * Checks a request without adding it, for callers that have more to check before. In this order:
   * the type, the size, the idempotency key, the room, the handler's validation.
   *
   * @param request the job
   * @return the request, to be enqueued without being checked a second time
   * @throws UnknownTypeException as {@link #enqueue} does, and so are the others
   */
  AdmittedJob admit(JobRequest request);

  /**
   * Adds a job and waits until it is on disk.
   *
   * @param request the job
   * @return the job, or the earlier one of the same idempotency key
   * @throws UnknownTypeException when no handler serves the type
   * @throws PayloadTooLargeException when the payload is too large
   * @throws InvalidPayloadException when the handler refuses the payload
   * @throws QueueFullException when the queue is full
   * @throws StorageFullException when the disk is full
   * @throws IdempotencyMismatchException when the key belongs to another request
   */
  Enqueued enqueue(JobRequest request);

  /**
   * Adds a job.
   *
   * @param request the job
   * @return completed once the job is on disk, or exceptionally as {@link #enqueue} throws
   */
  CompletableFuture<Enqueued> enqueueAsync(JobRequest request);

  /**
   * Adds jobs in one commit, each accepted or refused alone, and waits until they are on disk.
   *
   * @param requests up to 10,000 jobs
   * @return one outcome a request, in the same order
   * @throws InvalidJobException when there are more
   * @throws StorageFullException when the disk is full; then none was added
   */
  List<ItemOutcome<Enqueued>> enqueueAll(List<JobRequest> requests);

  /**
   * Reads a job.
   *
   * @param id its id
   * @return the job
   * @throws JobNotFoundException when there is none
   */
  Job job(UUID id);

  /**
   * Reads a job with payload, result and past attempts.
   *
   * @param id its id
   * @return the job and what belongs to it
   * @throws JobNotFoundException when there is none
   */
  JobDetail detail(UUID id);

  /**
   * Reads what an attempt wrote to its log, up to 64 KiB at a time.
   *
   * @param id its job's id
   * @param claim the number of its claim: {@link Job.Claims#latest}, or of {@link Attempt#claim}
   * @param from where to read on: 0, then {@link JobLog#next}
   * @return the next part; empty when there is no more, or nothing was ever written
   * @throws JobNotFoundException when there is no such job
   */
  JobLog log(UUID id, long claim, long from);

  /**
   * Lists jobs, newest first. The list is read in short steps, and ends early, saying where it goes
   * on, when nothing is found for long or the calling thread is interrupted.
   *
   * @param query which
   * @return one page
   * @throws JobNotFoundException when the page is to begin before a job that this queue never had
   */
  JobPage list(JobQuery query);

  /**
   * Cancels a job. A running one is cancelled at once and its handler told to stop; what the
   * handler still returns is ignored.
   *
   * @param id its id
   * @return the job, cancelled
   * @throws JobNotFoundException when there is none
   * @throws JobConflictException when it is completed or failed; one that is cancelled stays so
   */
  Job cancel(UUID id);

  /**
   * Makes a failed, cancelled or scheduled job pending again, last of its priority. One that is out
   * of attempts gets one more.
   *
   * @param id its id
   * @return the job, pending
   * @throws JobNotFoundException when there is none
   * @throws JobConflictException when it is pending, processing or completed
   */
  Job retry(UUID id);

  /**
   * Cancels several jobs in one commit, each alone.
   *
   * @param ids up to 10,000 ids
   * @return one outcome an id, in the same order
   */
  List<ItemOutcome<Job>> cancelAll(List<UUID> ids);

  /**
   * Retries several jobs in one commit, each alone.
   *
   * @param ids up to 10,000 ids
   * @return one outcome an id, in the same order
   */
  List<ItemOutcome<Job>> retryAll(List<UUID> ids);

  /**
   * Removes a finished job with all that belongs to it. Its idempotency key stays used.
   *
   * @param id its id
   * @return the job as it was
   * @throws JobNotFoundException when there is none
   * @throws JobConflictException when it is not finished
   */
  Job delete(UUID id);

  /**
   * Removes several finished jobs in one commit, each alone.
   *
   * @param ids up to 10,000 ids
   * @return one outcome an id, in the same order
   */
  List<ItemOutcome<Job>> deleteAll(List<UUID> ids);

  /**
   * Gives a waiting job another priority, another time, or both. It keeps its place among the jobs
   * of its priority, but for one that need not wait for a time any more, which becomes the last.
   *
   * @param id its id
   * @param priority {@value JobRequest#LOWEST} to {@value JobRequest#HIGHEST}; empty keeps it
   * @param runAt the time before which it does not start, up to the year 9999; one that is past
   *     means now, and empty keeps it
   * @return the changed job
   * @throws InvalidJobException when both are empty, or one is out of its range
   * @throws JobNotFoundException when there is none
   * @throws JobConflictException when it is neither pending nor scheduled
   */
  Job prioritize(UUID id, OptionalInt priority, Optional<Instant> runAt);

  /**
   * Gives several waiting jobs another priority, another time, or both, in one commit, each alone.
   *
   * @param ids up to 10,000 ids
   * @param priority as for {@link #prioritize}
   * @param runAt as for {@link #prioritize}
   * @return one outcome an id, in the same order
   */
  List<ItemOutcome<Job>> prioritizeAll(
      List<UUID> ids, OptionalInt priority, Optional<Instant> runAt);

  /** {@return what is done to all jobs that match a filter} */
  JobOperations operations();

  /**
   * Counts the jobs of each type that wait, be they pending or scheduled.
   *
   * @param most each type is counted up to that many
   * @return how many wait, by type; types of which none waits are not in it
   */
  Map<String, Long> waiting(int most);

  /** Stops new attempts, also after a restart, until {@link #resume}. Running jobs go on. */
  void pause();

  /** Ends a pause. */
  void resume();

  /**
   * Waits for the end of a job.
   *
   * @param id its id
   * @return completed with the job once it is finished, at once if it is already; exceptionally
   *     with {@link JobNotFoundException} when there is none. Cancelling the future ends the wait.
   */
  CompletableFuture<Job> whenFinished(UUID id);

  /**
   * The jobs of this queue that run elsewhere, or are claimed from there.
   *
   * @return its leases
   */
  JobLeases leases();

  /**
   * Registers a listener for all changes from now on.
   *
   * @param listener the listener
   * @return ends the registration
   */
  QueueSubscription subscribe(QueueListener listener);

  /**
   * The queue's numbers, without waiting for the disk.
   *
   * @return the snapshot
   */
  QueueSnapshot snapshot();

  /**
   * What only a queue in a file has.
   *
   * @return the file; empty when the queue is in a database
   */
  Optional<FileStore> fileStore();

  /** Begins to close: takes no more jobs, starts none, and asks running handlers to yield. */
  void drain();

  /**
   * Closes the queue: stops claims, asks running handlers to yield, waits for them up to the limit,
   * gives the rest back without burning their attempts, answers every caller, writes everything and
   * checkpoints the file.
   *
   * @param limit the longest to wait for handlers; zero gives running jobs back at once
   * @return how it went
   */
  DrainReport close(Duration limit);

  /** Closes the queue, waiting up to 10 seconds for running handlers. */
  @Override
  default void close() {
    close(Duration.ofSeconds(10));
  }
}
