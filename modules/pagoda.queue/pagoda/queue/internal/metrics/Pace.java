package pagoda.queue.internal.metrics;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast jobs have been taken lately, to tell a refused caller when to come back. Thread-safe.
 */
public final class Pace {
  private static final double SMOOTHING = 0.3;
  private static final long SECOND = 1_000_000_000L;

  private final LongSupplier nanoTime;
  private long windowStart;
  private long taken;
  private double perSecond;

  public Pace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.windowStart = nanoTime.getAsLong();
  }

  /** Counts jobs that left the waiting ones. */
  public synchronized void took(int jobs) {
    taken += jobs;
    roll();
  }

  /** The time in which a hundredth of the waiting jobs will be taken: 1 to 60 seconds. */
  public synchronized Duration retryAfter(long waiting) {
    roll();
    double seconds = perSecond <= 0 ? 60 : waiting / 100.0 / perSecond;
    return Duration.ofSeconds(Math.clamp((long) Math.ceil(seconds), 1L, 60L));
  }

  private void roll() {
    long elapsed = nanoTime.getAsLong() - windowStart;
    if (elapsed >= SECOND) {
      double rate = taken * (double) SECOND / elapsed;
      perSecond = perSecond == 0 ? rate : perSecond + SMOOTHING * (rate - perSecond);
      windowStart += elapsed;
      taken = 0;
    }
  }
}
