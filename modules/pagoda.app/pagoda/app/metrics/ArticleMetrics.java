package pagoda.app.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.function.Supplier;
import pagoda.queue.Histogram;
import pagoda.queue.JobState;
import pagoda.queue.QueueSnapshot;

/**
 * The four metrics of the article's service, under its names, for dashboards that know those. They
 * keep neither the conventions for names nor those for units, so the two counts have no type: the
 * library would end a counter's name in {@code _total}.
 */
final class ArticleMetrics {
  private static final double MILLIS = 1e3;

  private ArticleMetrics() {}

  static void register(PrometheusRegistry registry, Supplier<QueueSnapshot> now) {
    Gauges.gauge(
        registry, "job_queue_size", "Pending jobs.", () -> now.get().count(JobState.PENDING));
    registry.register(
        new HistogramCollector(
            "job_processing_time_ms",
            "The time of an attempt in milliseconds.",
            () -> inMillis(now.get().commits().runSeconds())));
    registry.register(
        untyped("jobs_processed_success", "Jobs completed.", () -> now.get().totals().completed()));
    registry.register(
        untyped(
            "jobs_processed_failure",
            "Jobs that failed for good.",
            () -> now.get().totals().failed()));
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
