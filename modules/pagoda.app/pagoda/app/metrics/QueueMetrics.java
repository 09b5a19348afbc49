package pagoda.app.metrics;

import static pagoda.app.metrics.Gauges.counter;
import static pagoda.app.metrics.Gauges.counters;
import static pagoda.app.metrics.Gauges.gauge;
import static pagoda.app.metrics.Gauges.gauges;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import pagoda.app.metrics.Gauges.Values;
import pagoda.queue.FileStore;
import pagoda.queue.JobQueue;
import pagoda.queue.JobState;
import pagoda.queue.PriorityDepth;
import pagoda.queue.QueueSnapshot;

/** The queue of jobs and its file. */
final class QueueMetrics {
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  private QueueMetrics() {}

  static void register(
      PrometheusRegistry registry, JobQueue queue, Supplier<QueueSnapshot> now, Clock clock) {
    waiting(registry, now, clock);
    attempts(registry, now);
    recovery(registry, now);
    file(registry, queue);
    counters(
        registry,
        "pagoda_queue_events",
        "What happened to jobs since the start.",
        v -> totals(now.get(), v),
        "event");
    commits(registry, now);
  }

  private static void waiting(
      PrometheusRegistry registry, Supplier<QueueSnapshot> now, Clock clock) {
    gauges(
        registry,
        "pagoda_queue_jobs",
        "Jobs in the file by state.",
        v -> states(now.get(), v),
        "state");
    gauges(
        registry,
        "pagoda_queue_depth",
        "Pending jobs by priority.",
        v -> now.get().pending().forEach(p -> v.put(p.depth(), name(p))),
        "priority");
    gauges(
        registry,
        "pagoda_queue_oldest_age_seconds",
        "How long the oldest pending job of a priority has waited.",
        v -> now.get().pending().forEach(p -> age(p, clock, v)),
        "priority");
    gauge(
        registry,
        "pagoda_queue_retrying_jobs",
        "Scheduled jobs that have failed before and wait for their next attempt.",
        () -> now.get().retrying());
    gauge(
        registry,
        "pagoda_queue_parked_jobs",
        "Pending jobs whose type has no handler in this process.",
        () -> now.get().parked());
    gauge(registry, "pagoda_queue_capacity", "Jobs that may wait.", () -> now.get().capacity());
  }

  private static void attempts(PrometheusRegistry registry, Supplier<QueueSnapshot> now) {
    gauge(registry, "pagoda_queue_running", "Attempts under way.", () -> now.get().running());
    gauge(
        registry,
        "pagoda_queue_stuck",
        "Attempts given up on that still hold a worker.",
        () -> now.get().stuck());
    gauge(
        registry,
        "pagoda_queue_paused",
        "1 while claims are paused.",
        () -> now.get().paused() ? 1 : 0);
  }

  private static void file(PrometheusRegistry registry, JobQueue queue) {
    gauge(
        registry,
        "pagoda_queue_wal_bytes",
        "Size of the write-ahead log.",
        () -> queue.fileStore().map(FileStore::walBytes).orElse(0L));
    gauge(
        registry,
        "pagoda_queue_file_bytes",
        "Size of the queue file.",
        () -> queue.fileStore().map(FileStore::fileBytes).orElse(0L));
  }

  private static void recovery(PrometheusRegistry registry, Supplier<QueueSnapshot> now) {
    gauge(
        registry,
        "pagoda_queue_recovery_seconds",
        "How long it took to open the file.",
        () -> now.get().recovery().took().toNanos() / NANOS);
  }

  private static void commits(PrometheusRegistry registry, Supplier<QueueSnapshot> now) {
    counter(
        registry,
        "pagoda_queue_commits",
        "Group commits, one fsync each.",
        () -> now.get().commits().count());
    counter(
        registry,
        "pagoda_queue_commits_failed",
        "Group commits that failed.",
        () -> now.get().commits().failed());
    counter(
        registry,
        "pagoda_queue_checkpoints",
        "Checkpoints, two fsyncs each.",
        () -> now.get().commits().checkpoints());
    gauge(
        registry,
        "pagoda_queue_fsyncs_per_job",
        "Fsyncs for each job accepted, since the start.",
        () -> fsyncsPerJob(now.get()));
    histograms(registry, now);
  }

  private static void histograms(PrometheusRegistry registry, Supplier<QueueSnapshot> now) {
    registry.register(
        new HistogramCollector(
            "pagoda_queue_commit_changes",
            "Changes a commit carried.",
            () -> now.get().commits().changes()));
    registry.register(
        new HistogramCollector(
            "pagoda_queue_commit_seconds",
            "The time a commit took.",
            () -> now.get().commits().seconds()));
    registry.register(
        new HistogramCollector(
            "pagoda_queue_wait_seconds",
            "From a job's being ready until its attempt began.",
            () -> now.get().commits().waitSeconds()));
    registry.register(
        new HistogramCollector(
            "pagoda_queue_run_seconds",
            "From the beginning of an attempt until its end.",
            () -> now.get().commits().runSeconds()));
  }

  private static double fsyncsPerJob(QueueSnapshot now) {
    double fsyncs = now.commits().count() + 2.0 * now.commits().checkpoints();
    return now.totals().enqueued() == 0 ? 0 : fsyncs / now.totals().enqueued();
  }

  private static void states(QueueSnapshot now, Values values) {
    for (JobState state : JobState.values()) {
      values.put(now.count(state), state.text());
    }
  }

  private static String name(PriorityDepth depth) {
    return Integer.toString(depth.priority());
  }

  private static void age(PriorityDepth depth, Clock clock, Values values) {
    depth
        .oldest()
        .map(oldest -> Duration.between(oldest, clock.instant()).toMillis())
        .ifPresent(millis -> values.put(Math.max(0, millis) / MILLIS, name(depth)));
  }

  private static void totals(QueueSnapshot now, Values values) {
    QueueSnapshot.Totals totals = now.totals();
    values.put(totals.enqueued(), "enqueued");
    values.put(totals.repeated(), "repeated");
    values.put(totals.refused(), "refused");
    values.put(totals.completed(), "completed");
    values.put(totals.failed(), "failed");
    values.put(totals.cancelled(), "cancelled");
    values.put(totals.retried(), "retried");
    values.put(totals.timedOut(), "timed-out");
    values.put(totals.yielded(), "yielded");
    values.put(totals.stale(), "stale");
    values.put(totals.pruned(), "pruned");
    values.put(totals.eventsLost(), "lost-to-listeners");
  }
}
