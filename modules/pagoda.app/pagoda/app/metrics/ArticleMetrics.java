package pagoda.app.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.function.Supplier;
import pagoda.queue.Histogram;
import pagoda.queue.JobQueue;
import pagoda.queue.JobState;

/**
 * The four metrics of the article's service, under its names, for dashboards that know those. They
 * keep neither the conventions for names nor those for units, so the two counts have no type: the
 * library would end a counter's name in {@code _total}.
 */
final class ArticleMetrics {
  private static final double MILLIS = 1e3;

  private ArticleMetrics() {}

  static void register(PrometheusRegistry registry, JobQueue queue) {
    Gauges.gauge(
        registry,
        "job_queue_size",
        "Pending jobs.",
        () -> queue.snapshot().count(JobState.PENDING));
    registry.register(
        new HistogramCollector(
            "job_processing_time_ms",
            "The time of an attempt in milliseconds.",
            () -> inMillis(queue.snapshot().commits().runSeconds())));
    registry.register(
        untyped(
            "jobs_processed_success",
            "Jobs completed.",
            () -> queue.snapshot().totals().completed()));
    registry.register(
        untyped(
            "jobs_processed_failure",
            "Jobs that failed for good.",
            () -> queue.snapshot().totals().failed()));
  }

  private static Histogram inMillis(Histogram seconds) {
    return new Histogram(
        seconds.bounds().stream().map(bound -> bound * MILLIS).toList(),
        seconds.counts(),
        seconds.sum() * MILLIS);
  }

  private static Collector untyped(String name, String help, Supplier<Long> value) {
    return () ->
        UnknownSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(UnknownDataPointSnapshot.builder().value(value.get()).build())
            .build();
  }
}
