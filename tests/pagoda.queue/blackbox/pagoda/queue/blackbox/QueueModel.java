package pagoda.queue.blackbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import pagoda.queue.JobState;

/** The queue in its simplest form: a list, a clock and a few rules. */
final class QueueModel {
  static final long BACKOFF_MILLIS = 10_000;
  private static final Set<JobState> RETRIED =
      EnumSet.of(JobState.SCHEDULED, JobState.FAILED, JobState.CANCELLED);

  final List<ModelJob> jobs = new ArrayList<>();
  private final int workers;
  private long places;
  boolean paused;

  QueueModel(int workers) {
    this.workers = workers;
  }

  void enqueue(UUID id, int priority, int maxAttempts, long runAt, long now) {
    ModelJob job = new ModelJob(id, jobs.size(), priority, maxAttempts);
    job.runAt = Math.max(now, runAt);
    job.state = runAt > now ? JobState.SCHEDULED : JobState.PENDING;
    job.place = ++places;
    jobs.add(job);
    claim();
  }

  List<ModelJob> in(JobState state) {
    return jobs.stream().filter(j -> j.state == state).toList();
  }

  long retrying() {
    return in(JobState.SCHEDULED).stream().filter(j -> j.attempt > 0).count();
  }

  void claim() {
    while (!paused && in(JobState.PROCESSING).size() < workers) {
      ModelJob best =
          in(JobState.PENDING).stream()
              .max(
                  Comparator.<ModelJob>comparingInt(j -> j.priority)
                      .thenComparing(Comparator.<ModelJob>comparingLong(j -> j.place).reversed()))
              .orElse(null);
      if (best == null) {
        return;
      }
      best.state = JobState.PROCESSING;
      best.attempt++;
    }
  }

  void due(long now) {
    in(JobState.SCHEDULED).stream()
        .filter(j -> j.runAt <= now)
        .sorted(Comparator.<ModelJob>comparingLong(j -> j.runAt).thenComparingInt(j -> j.number))
        .forEach(j -> {
          j.state = JobState.PENDING;
          j.place = ++places;
        });
    claim();
  }

  void complete(ModelJob job) {
    job.state = JobState.COMPLETED;
    claim();
  }

  void fail(ModelJob job, boolean retryable, long now) {
    job.pastAttempts++;
    boolean again = retryable && job.attempt < job.maxAttempts;
    job.state = again ? JobState.SCHEDULED : JobState.FAILED;
    job.runAt = again ? now + BACKOFF_MILLIS : job.runAt;
    claim();
  }

  /** A yield that nobody asked for, or a snooze. */
  void putOff(ModelJob job, long until) {
    job.state = JobState.SCHEDULED;
    job.attempt--;
    job.runAt = until;
    claim();
  }

  boolean cancel(ModelJob job) {
    if (job.state.finished()) {
      return job.state == JobState.CANCELLED;
    }
    job.state = JobState.CANCELLED;
    claim();
    return true;
  }

  boolean retry(ModelJob job, long now) {
    if (!RETRIED.contains(job.state)) {
      return false;
    }
    job.state = JobState.PENDING;
    job.place = ++places;
    job.runAt = now;
    job.maxAttempts = Math.max(job.maxAttempts, job.attempt + 1);
    claim();
    return true;
  }

  /** A clean end gives running jobs back; nothing is claimed before the next start. */
  void close() {
    in(JobState.PROCESSING)
        .forEach(j -> {
          j.state = JobState.PENDING;
          j.attempt--;
        });
  }

  /** A crash counts as an attempt. */
  void crash() {
    in(JobState.PROCESSING)
        .forEach(j -> {
          j.pastAttempts++;
          j.state = j.attempt < j.maxAttempts ? JobState.PENDING : JobState.FAILED;
        });
  }
}
