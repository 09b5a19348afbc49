package pagoda.breaker.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import pagoda.breaker.AdaptiveLimit;
import pagoda.breaker.NanoClock;

/**
 * Moves a bulkhead's limit by how long its calls take: additive increase, multiplicative decrease,
 * as TCP does (Chiu and Jain, 1989), once a window.
 */
final class LimitSearch {
  private static final int LEAST_CALLS = 10;
  private static final double SHRINK = 0.9;
  private static final double DRIFT = 1.01;

  private final AdaptiveLimit policy;
  private final NanoClock clock;
  private final Places places;
  private final AtomicLong windowStart;
  private final LongAdder calls = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private volatile int peak;
  private volatile boolean timedOut;

  /** The best mean seen, in nanoseconds; zero before the first window. */
  private volatile double best;

  LimitSearch(AdaptiveLimit policy, NanoClock clock, Places places) {
    this.policy = policy;
    this.clock = clock;
    this.places = places;
    windowStart = new AtomicLong(clock.nanos());
  }

  long begin() {
    int taken = places.taken();
    if (taken > peak) {
      peak = taken;
    }
    return clock.nanos();
  }

  void end(long start, boolean late) {
    long now = clock.nanos();
    nanos.add(now - start);
    calls.increment();
    if (late && !timedOut) {
      timedOut = true;
    }
    long begun = windowStart.get();
    if (now - begun >= policy.window().toNanos()
        && calls.sum() >= LEAST_CALLS
        && windowStart.compareAndSet(begun, now)) {
      move(nanos.sumThenReset() / (double) Math.max(1, calls.sumThenReset()));
    }
  }

  private void move(double mean) {
    int limit = places.limit();
    boolean tooSlow = best > 0 && mean > best * policy.tolerance();
    if (tooSlow || timedOut) {
      int shrunk = Math.min(limit - 1, (int) (limit * SHRINK));
      places.limit(Math.max(policy.least(), shrunk));
    } else if (peak * 2 >= limit) {
      places.limit(Math.min(policy.most(), limit + 1));
    }
    best = best == 0 ? mean : Math.min(mean, best * DRIFT);
    timedOut = false;
    peak = 0;
  }
}
