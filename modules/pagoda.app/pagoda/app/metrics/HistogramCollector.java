package pagoda.app.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.function.Supplier;
import pagoda.queue.Histogram;

/** One of the queue's histograms as a metric. */
record HistogramCollector(String name, String help, Supplier<Histogram> source)
    implements Collector {
  @Override
  public MetricSnapshot collect() {
    Histogram histogram = source.get();
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < histogram.counts().size(); i++) {
      boolean last = i == histogram.bounds().size();
      double bound = last ? Double.POSITIVE_INFINITY : histogram.bounds().get(i);
      buckets.bucket(bound, histogram.counts().get(i));
    }
    return HistogramSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(histogram.sum())
                .build())
        .build();
  }
}
