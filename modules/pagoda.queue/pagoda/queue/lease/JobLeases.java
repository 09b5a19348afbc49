package pagoda.queue.lease;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobOutcome;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.QueueBusyException;
import pagoda.queue.QueueClosedException;
import pagoda.queue.QueueException;
import pagoda.queue.StopReason;

/**
 * The jobs of a queue that run elsewhere, each under a lease: whoever holds its token says from
 * time to time that the attempt goes on, and how it ended. A lease that lapses is a lost attempt; a
 * restart of the queue's own process is none, since each lease then counts anew.
 *
 * <p>Thread-safe. Nothing here blocks but for room among the changes under way (up to 5 s, then
 * {@link QueueBusyException}); futures are completed on threads that must not be blocked, and
 * exceptionally with a {@link QueueException}.
 */
public interface JobLeases {
  /** How long a lease lasts whose type has no length of its own. */
  Duration LENGTH = Duration.ofSeconds(60);

  /** The shortest lease. */
  Duration SHORTEST = Duration.ofSeconds(10);

  /** The longest lease. */
  Duration LONGEST = Duration.ofMinutes(10);

  /** How long a claim waits for its first word; then it is given back, its attempt not burnt. */
  Duration CONFIRMED_WITHIN = Duration.ofSeconds(10);

  /** The longest wait of a claim or a beat. */
  Duration LONGEST_WAIT = Duration.ofSeconds(55);

  /** The most claims that wait. */
  int MOST_WAITING = 2000;

  /** The most claims of one client that wait. */
  int MOST_WAITING_OF_CLIENT = 500;

  /** The most types that exist only since a worker named them. */
  int MOST_TYPES = 1000;

  /** The most workers that are remembered; those that were silent longest go first. */
  int MOST_WORKERS = 10_000;

  /**
   * Claims the most urgent job of some types, waiting for one. The claim that waited longest gets
   * the next job that it can take. A repeat with the same id takes the place of the earlier one; it
   * gets the same job as long as that is leased.
   *
   * @param request who claims what
   * @return the job, or why there is none. Cancelling the future withdraws the claim; a job that it
   *     got meanwhile goes back. Exceptionally with {@link ClaimLimitException}, {@link
   *     TypeLimitException}, {@link QueueBusyException} for a worker that lost ten jobs within a
   *     minute, or {@link QueueClosedException}
   */
  CompletableFuture<ClaimAnswer> claim(ClaimRequest request);

  /**
   * Renews a lease, at receipt and again at the answer, and waits for an order. An earlier beat of
   * the same claim that still waits is answered at once.
   *
   * @param job the job
   * @param token its lease
   * @param report how the attempt fares
   * @param wait the longest to wait, at most a third of the lease and {@link #LONGEST_WAIT}; zero
   *     answers at once
   * @return the order; empty when the attempt is to go on. An order is told at once, and again at
   *     the end of each later wait. Exceptionally with {@link LeaseLostException} or {@link
   *     JobNotFoundException}
   */
  CompletableFuture<Optional<StopReason>> beat(
      UUID job, LeaseToken token, BeatReport report, Duration wait);

  /**
   * Reads the latest checkpoint.
   *
   * @param job the job
   * @param token its lease, which is renewed
   * @return the checkpoint, if there is one; exceptionally as for {@link #beat}
   */
  CompletableFuture<Optional<Bytes>> checkpoint(UUID job, LeaseToken token);

  /**
   * Saves where a later attempt can go on.
   *
   * @param job the job
   * @param token its lease, which is renewed
   * @param state the checkpoint
   * @return completed once it is on disk; exceptionally as for {@link #beat}, with {@link
   *     PayloadTooLargeException}, or as the storage fails
   */
  CompletableFuture<Void> saveCheckpoint(UUID job, LeaseToken token, Bytes state);

  /**
   * Ends an attempt. A completed one is taken as long as its job is not finished and nobody else
   * has claimed it, even when the lease has lapsed; one that is ended again the same way by the
   * same claim is left as it is. A yield puts the job back in its place, its attempt not burnt.
   *
   * @param job the job
   * @param token its lease
   * @param outcome how it ended
   * @param usage what it used
   * @return completed once it is on disk; exceptionally as for {@link #saveCheckpoint}, with {@link
   *     LeaseLostException} for a job that was cancelled
   */
  CompletableFuture<Void> end(UUID job, LeaseToken token, JobOutcome outcome, Attempt.Usage usage);

  /**
   * Gives a job back: it takes its old place, and its attempt does not count.
   *
   * @param job the job
   * @param token its lease
   * @param checkpoint where to go on from; empty keeps the one that is there
   * @return as for {@link #end}
   */
  CompletableFuture<Void> release(UUID job, LeaseToken token, Optional<Bytes> checkpoint);

  /**
   * {@return the workers that were heard of, the latest first; one that is gone is kept a while}
   */
  List<WorkerView> workers();

  /**
   * Tells a worker to claim nothing more, or lets it claim again. What it runs goes on; its waiting
   * claims are answered.
   *
   * @param worker its id
   * @param quiet whether it is to be quiet
   * @return the worker; empty when it was never heard of
   */
  Optional<WorkerView> quiet(UUID worker, boolean quiet);

  /**
   * Ends all waits, for the drain of a process before it closes its queue: waiting claims and beats
   * are answered, new claims get nothing, beats are answered at once. Leases go on.
   */
  void drain();

  /** {@return the numbers of work elsewhere} */
  LeaseSnapshot snapshot();
}
