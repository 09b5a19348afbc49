package pagoda.breaker.internal.hedge;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** A quantile of the last latencies, worked out anew each time so many have come. Lock-free. */
final class Latencies {
  static final int KEPT = 512;
  static final int BATCH = 64;

  private final double quantile;

  /** Latencies plus one, so that a place that was never written shows. */
  private final AtomicLongArray ring = new AtomicLongArray(KEPT);

  private final AtomicLong count = new AtomicLong();
  private volatile long current;

  Latencies(double quantile, long initially) {
    this.quantile = quantile;
    current = initially;
  }

  void add(long nanos) {
    long seen = count.getAndIncrement();
    ring.set((int) (seen % KEPT), Math.max(0, nanos) + 1);
    if ((seen + 1) % BATCH == 0) {
      current = compute();
    }
  }

  private long compute() {
    long[] known = new long[KEPT];
    int length = 0;
    for (int i = 0; i < KEPT; i++) {
      long latency = ring.get(i);
      if (latency > 0) {
        known[length++] = latency - 1;
      }
    }
    Arrays.sort(known, 0, length);
    int rank = (int) Math.ceil(quantile * length);
    return known[Math.max(1, rank) - 1];
  }

  /** The quantile, or what was given for the time before the first batch. */
  long current() {
    return current;
  }
}
