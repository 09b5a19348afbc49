package pagoda.queue.internal.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import pagoda.queue.Histogram;

/** Collects a {@link Histogram}. Thread-safe. */
public final class Buckets {
  private final double[] bounds;
  private final AtomicLongArray counts;
  private final DoubleAdder sum = new DoubleAdder();

  Buckets(double... bounds) {
    this.bounds = bounds;
    counts = new AtomicLongArray(bounds.length + 1);
  }

  /** Bounds from 100 µs to 10 minutes. */
  static Buckets seconds() {
    return new Buckets(
        0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
        10, 30, 60, 300, 600);
  }

  /** Bounds from 1 to 4096 in powers of two. */
  static Buckets sizes() {
    return new Buckets(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096);
  }

  public void observe(double value) {
    int index = Arrays.binarySearch(bounds, value);
    counts.incrementAndGet(index < 0 ? -index - 1 : index);
    sum.add(value);
  }

  Histogram histogram() {
    List<Double> limits = Arrays.stream(bounds).boxed().toList();
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < counts.length(); i++) {
      values.add(counts.get(i));
    }
    return new Histogram(limits, values, sum.sum());
  }
}
