package pagoda.queue.blackbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import pagoda.queue.JobState;

/** The queue in its simplest form: a list, a clock and a few rules. */
final class QueueModel {
  static final long BACKOFF_MILLIS = 10_000;
  private static final Set<JobState> RETRIED =
      EnumSet.of(JobState.SCHEDULED, JobState.FAILED, JobState.CANCELLED);

  final List<ModelJob> jobs = new ArrayList<>();
  private final int workers;
  private final LongSupplier clock;
  private long places;
  boolean paused;

  QueueModel(int workers, LongSupplier clock) {
    this.workers = workers;
    this.clock = clock;
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
      boolean suspected = suspects().findAny().isPresent();
      if (suspects().anyMatch(j -> j.state == JobState.PROCESSING)) {
        return;
      }
      ModelJob best =
          in(JobState.PENDING).stream()
              .filter(j -> !suspected || j.suspect > 0)
              .max(
                  Comparator.<ModelJob>comparingInt(j -> j.priority)
                      .thenComparing(Comparator.<ModelJob>comparingLong(j -> j.place).reversed()))
              .orElse(null);
      if (best == null) {
        return;
      }
      best.state = JobState.PROCESSING;
      best.attempt++;
      best.startedAt = clock.getAsLong();
    }
  }

  private Stream<ModelJob> suspects() {
    return jobs.stream()
        .filter(j -> j.suspect > 0)
        .filter(j -> j.state == JobState.PENDING || j.state == JobState.PROCESSING);
  }

  void due(long now) {
    suspects()
        .filter(j -> j.state == JobState.PROCESSING && now - j.startedAt >= j.suspect)
        .toList()
        .forEach(j -> j.suspect = 0);
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
    job.suspect = 0;
    claim();
  }

  void fail(ModelJob job, boolean retryable, long now) {
    job.pastAttempts++;
    job.suspect = 0;
    boolean again = retryable && job.attempt < job.maxAttempts;
    job.state = again ? JobState.SCHEDULED : JobState.FAILED;
    job.runAt = again ? now + BACKOFF_MILLIS : job.runAt;
    claim();
  }

  /** A yield that nobody asked for, or a snooze. */
  void putOff(ModelJob job, long until) {
    job.state = JobState.SCHEDULED;
    job.attempt--;
    job.suspect = 0;
    job.runAt = until;
    claim();
  }

  boolean cancel(ModelJob job) {
    if (job.state.finished()) {
      return job.state == JobState.CANCELLED;
    }
    job.state = JobState.CANCELLED;
    job.suspect = 0;
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

  /**
   * Whoever ran alone, or ran as a suspect, ended the process and burns an attempt. Else nobody
   * does, and all that ran are suspects.
   */
  void crash() {
    List<ModelJob> ran = in(JobState.PROCESSING);
    List<ModelJob> guilty =
        ran.size() == 1 ? ran : ran.stream().filter(j -> j.suspect > 0).toList();
    for (ModelJob job : ran) {
      if (guilty.contains(job)) {
        job.pastAttempts++;
        job.suspect = 0;
        job.state = job.attempt < job.maxAttempts ? JobState.PENDING : JobState.FAILED;
      } else {
        job.state = JobState.PENDING;
        job.attempt--;
        job.suspect =
            guilty.isEmpty() ? Math.clamp(clock.getAsLong() - job.startedAt, 1, 60_000) : 0;
      }
    }
  }
}
