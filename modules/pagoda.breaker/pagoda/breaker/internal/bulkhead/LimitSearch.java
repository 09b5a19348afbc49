package pagoda.breaker.internal.bulkhead;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Moves a bulkhead's limit by how long its calls take: additive increase, multiplicative decrease,
 * as TCP does (Chiu and Jain, 1989), once a window.
 */
public final class LimitSearch {
  private static final int LEAST_CALLS = 10;
  private static final double SHRINK = 0.9;
  private static final double DRIFT = 1.01;

  private final int least;
  private final int most;
  private final double tolerance;
  private final long windowNanos;
  private final Places places;
  private final AtomicLong windowStart;
  private final LongAdder calls = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private volatile int peak;
  private volatile boolean timedOut;

  /** The best mean seen, in nanoseconds; zero before the first window. */
  private volatile double best;

  public LimitSearch(
      int least, int most, double tolerance, long windowNanos, Places places, long now) {
    this.least = least;
    this.most = most;
    this.tolerance = tolerance;
    this.windowNanos = windowNanos;
    this.places = places;
    windowStart = new AtomicLong(now);
  }

  /** Notes a call that has just taken its place. */
  public void begin() {
    int taken = places.taken();
    if (taken > peak) {
      peak = taken;
    }
  }

  /** Notes the end of a call, and moves the limit when the window is over. */
  public void end(long start, long now, boolean late) {
    nanos.add(Math.max(0, now - start));
    calls.increment();
    if (late && !timedOut) {
      timedOut = true;
    }
    long begun = windowStart.get();
    if (now - begun >= windowNanos
        && calls.sum() >= LEAST_CALLS
        && windowStart.compareAndSet(begun, now)) {
      move(nanos.sumThenReset() / (double) Math.max(1, calls.sumThenReset()));
    }
  }

  private void move(double mean) {
    int limit = places.limit();
    boolean tooSlow = best > 0 && mean > best * tolerance;
    if (tooSlow || timedOut) {
      int shrunk = Math.min(limit - 1, (int) (limit * SHRINK));
      places.limit(Math.max(least, shrunk));
    } else if (peak * 2 >= limit) {
      places.limit(Math.min(most, limit + 1));
    }
    best = best == 0 ? mean : Math.min(mean, best * DRIFT);
    timedOut = false;
    peak = 0;
  }
}
