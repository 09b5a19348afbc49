package pagoda.queue;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The queue's numbers at one commit, made without waiting for the disk. Immutable.
 *
 * @param boot how often the file has been opened
 * @param jobs the jobs of each state in the file, exactly
 * @param pending the pending jobs by priority, most urgent first, without empty ones
 * @param parked pending jobs whose type has no handler in this process
 * @param retrying scheduled jobs that have failed before and wait for their next attempt
 * @param capacity the bound on waiting jobs
 * @param emergencyReserve what emergencies may use beyond it
 * @param running the attempts under way
 * @param stuck those of them that were given up on and whose handlers still hold their workers
 * @param replaced how many of those another worker stands in for
 * @param exhausted the pools of whose workers none is left, since stuck handlers hold them all:
 *     {@code wait}, {@code compute}, {@code program}
 * @param workers the workers for waiting jobs
 * @param computeWorkers the workers for computing jobs
 * @param paused whether claims are paused
 * @param storage how the storage is
 * @param totals what has happened since the queue was opened
 * @param commits the group commits
 * @param recovery what opening found and took
 */
public record QueueSnapshot(
    long boot,
    Map<JobState, Long> jobs,
    List<PriorityDepth> pending,
    long parked,
    long retrying,
    long capacity,
    long emergencyReserve,
    int running,
    int stuck,
    int replaced,
    List<String> exhausted,
    int workers,
    int computeWorkers,
    boolean paused,
    StorageState storage,
    Totals totals,
    Commits commits,
    Recovery recovery) {
  /** Copies the collections. */
  public QueueSnapshot {
    jobs = java.util.Collections.unmodifiableMap(new EnumMap<>(jobs));
    pending = List.copyOf(pending);
    exhausted = List.copyOf(exhausted);
  }

  /**
   * The jobs of a state.
   *
   * @param state the state
   * @return how many jobs the file holds in it
   */
  public long count(JobState state) {
    return jobs.getOrDefault(state, 0L);
  }

  /**
   * What has happened since the queue was opened.
   *
   * @param enqueued jobs accepted, repeats not counted
   * @param repeated enqueues answered by an earlier job with the same idempotency key
   * @param refused enqueues refused because the queue or the disk was full
   * @param completed jobs completed
   * @param failed jobs that failed for good
   * @param cancelled jobs cancelled
   * @param retried attempts that failed and were scheduled again
   * @param timedOut attempts ended by their time limit
   * @param yielded attempts given back to make room or at shutdown
   * @param snoozed attempts put off by their handler
   * @param stale outcomes refused because their attempt was over
   * @param pruned jobs removed by retention
   * @param eventsLost events that slow listeners missed
   */
  public record Totals(
      long enqueued,
      long repeated,
      long refused,
      long completed,
      long failed,
      long cancelled,
      long retried,
      long timedOut,
      long yielded,
      long snoozed,
      long stale,
      long pruned,
      long eventsLost) {}

  /**
   * The group commits since the queue was opened; each is one fsync of the write-ahead log.
   *
   * @param count the commits
   * @param failed the commits that failed
   * @param checkpoints the checkpoints, two fsyncs each
   * @param changes the changes (enqueues, claims, outcomes, …) a commit carried
   * @param seconds the time a commit took, from its first statement until it was on disk
   * @param waitSeconds from a job's being ready until its attempt began
   * @param runSeconds from the beginning of an attempt until its end
   * @param queued the changes that wait for the next commit
   */
  public record Commits(
      long count,
      long failed,
      long checkpoints,
      Histogram changes,
      Histogram seconds,
      Histogram waitSeconds,
      Histogram runSeconds,
      int queued) {}

  /**
   * What opening the file found and took.
   *
   * @param took the time until the queue could answer
   * @param requeued jobs that a dead process had been running and that are pending again
   * @param failed jobs that a dead process had been running and that have no attempt left
   * @param suspects of those pending again, the jobs one of which may have ended the process; they
   *     are tried one at a time
   */
  public record Recovery(Duration took, long requeued, long failed, long suspects) {}
}
