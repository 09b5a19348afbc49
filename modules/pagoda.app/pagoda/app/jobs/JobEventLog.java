package pagoda.app.jobs;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import pagoda.app.log.Fields;
import pagoda.queue.Job;
import pagoda.queue.JobState;
import pagoda.queue.QueueEvent;
import pagoda.queue.QueueListener;

/**
 * A log line for each enqueue, start and end of a job, and for what happens to the storage. Called
 * by one thread at a time, as the queue promises its listeners.
 */
public final class JobEventLog implements QueueListener {
  private static final System.Logger LOG = System.getLogger("pagoda.queue");

  /** The attempts that have their line: a report of progress is no start. */
  private final Map<UUID, Integer> started = new HashMap<>();

  @Override
  public void onEvent(QueueEvent event) {
    switch (event) {
      case QueueEvent.JobChanged(_, Job job) -> {
        if (LOG.isLoggable(INFO)) {
          log(job);
        }
      }
      case QueueEvent.PauseChanged(_, boolean paused) ->
          LOG.log(INFO, paused ? "queue paused" : "queue resumed");
      case QueueEvent.StorageChanged(_, var storage) ->
          LOG.log(WARNING, "storage changed", Fields.of("storage", storage));
      case QueueEvent.EventsLost(_, long lost) -> {
        started.clear(); // an end may be among them
        LOG.log(WARNING, "job events lost", Fields.of("lost", lost));
      }
    }
  }

  private void log(Job job) {
    if (job.state() != JobState.PROCESSING) {
      started.remove(job.id());
    }
    switch (job.state()) {
      case PENDING ->
          LOG.log(
              INFO, job.claims().latest() == 0 ? "job enqueued" : "job pending again", fields(job));
      case SCHEDULED ->
          LOG.log(INFO, job.attempt() == 0 ? "job scheduled" : "job to be retried", fields(job));
      case PROCESSING -> {
        Integer attempt = started.put(job.id(), job.attempt());
        if (attempt == null || attempt != job.attempt()) {
          LOG.log(INFO, "job started", fields(job));
        }
      }
      case COMPLETED -> LOG.log(INFO, "job completed", fields(job));
      case FAILED -> LOG.log(WARNING, "job failed", fields(job));
      case CANCELLED -> LOG.log(INFO, "job cancelled", fields(job));
    }
  }

  private static Fields fields(Job job) {
    return Fields.of(
        "job_id", job.id(),
        "type", job.type(),
        "priority", job.priority(),
        "attempt", job.attempt(),
        "duration_ms", job.state().finished() ? millis(job) : null,
        "error", job.lastError().orElse(null));
  }

  private static Long millis(Job job) {
    Instant end = job.finishedAt().orElse(null);
    return job.startedAt().map(start -> Duration.between(start, end).toMillis()).orElse(null);
  }
}
