package bench.queue;

import java.util.Arrays;
import java.util.Collection;

/** Times, sorted. */
record Latencies(long count, double p50, double p99, double max) {
  /** Of nanoseconds; the figures are milliseconds. */
  static Latencies of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(
        sorted.length, at(sorted, 0.5), at(sorted, 0.99), sorted[sorted.length - 1] / 1e6);
  }

  static Latencies of(Collection<Long> nanos) {
    return of(nanos.stream().mapToLong(Long::longValue).toArray());
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
  }
}
