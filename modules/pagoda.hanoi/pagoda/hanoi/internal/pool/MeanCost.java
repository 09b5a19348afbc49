package pagoda.hanoi.internal.pool;

import java.util.concurrent.TimeUnit;

/** What the latest works took, as a running mean. Guarded by the lock of its owner. */
final class MeanCost {
  private static final int LATEST = 16;
  private static final long MOST_SECONDS = 30;

  private double nanos;

  /** Counts a work that has ended; one that never ran says nothing. */
  void add(long busyNanos) {
    if (busyNanos > 0) {
      nanos += (busyNanos - nanos) / LATEST;
    }
  }

  /** How long so many works are likely to take, in seconds from 1 to 30. */
  long seconds(int works, int threads) {
    double seconds = nanos * works / threads / TimeUnit.SECONDS.toNanos(1);
    return Math.clamp((long) seconds + 1, 1, MOST_SECONDS);
  }
}
