package pagoda.app.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import pagoda.queue.Histogram;

/**
 * Percentiles over about the last minute, from a histogram that counts since the start: the samples
 * of a minute ago are taken off. Confined to its lock; thread-safe.
 */
final class RecentLatency {
  private static final long SPAN = java.time.Duration.ofSeconds(60).toNanos();
  private static final long STEP = java.time.Duration.ofSeconds(1).toNanos();
  private static final double MILLIS = 1000;

  private record Sample(long nanos, Histogram histogram) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Takes in the histogram as it is at {@code nanos}; more than one a second are not kept. */
  synchronized void sample(Histogram histogram, long nanos) {
    if (samples.isEmpty() || nanos - samples.getLast().nanos() >= STEP) {
      samples.addLast(new Sample(nanos, histogram));
    }
    while (samples.size() > 1 && nanos - samples.getFirst().nanos() > SPAN) {
      samples.removeFirst();
    }
  }

  /**
   * The upper bound, in milliseconds, of the bucket that holds the given share of what came since
   * the oldest sample; nothing if nothing came.
   */
  synchronized OptionalLong percentile(Histogram now, double share) {
    if (samples.isEmpty()) {
      return OptionalLong.empty();
    }
    Histogram then = samples.getFirst().histogram();
    long total = now.count() - then.count();
    long seen = 0;
    for (int i = 0; total > 0 && i < now.counts().size(); i++) {
      seen += now.counts().get(i) - then.counts().get(i);
      if (seen >= Math.ceil(share * total)) {
        int bound = Math.min(i, now.bounds().size() - 1);
        return OptionalLong.of((long) Math.ceil(now.bounds().get(bound) * MILLIS));
      }
    }
    return OptionalLong.empty();
  }
}
