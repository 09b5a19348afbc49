package pagoda.breaker;

import java.time.Duration;
import pagoda.breaker.internal.rules.Check;

/**
 * Lets a bulkhead find its limit itself, from how long calls take: additive increase while they are
 * as quick as at their best, multiplicative decrease when they slow down or time out.
 *
 * <p>Once a {@code window} has passed and held enough calls, their mean time is compared with the
 * best mean seen. Above {@code tolerance} times that, or when a call timed out, the limit shrinks
 * by a tenth; otherwise it grows by one if at least half of it was in use. The best mean drifts up
 * by 1 % a window, so that a dependency that became slower for good is learnt. Immutable.
 *
 * {@snippet lang=java :
 * BulkheadPolicy.defaults().withAdaptive(AdaptiveLimit.defaults().withBounds(4, 100));
 * }
 *
 * @since 0.1.0
 */
public final class AdaptiveLimit {
  private static final int MOST = 1_000_000;
  private static final AdaptiveLimit DEFAULTS =
      new AdaptiveLimit(1, 1_000, 2.0, Duration.ofSeconds(1));

  private final int least;
  private final int most;
  private final double tolerance;
  private final Duration window;

  private AdaptiveLimit(int least, int most, double tolerance, Duration window) {
    this.least = Check.range("bulkhead.adaptive.least", least, 1, MOST);
    this.most = Check.range("bulkhead.adaptive.most", most, least, MOST);
    this.tolerance = Check.range("bulkhead.adaptive.tolerance", tolerance, 1.0, 100.0);
    this.window = Check.positive("bulkhead.adaptive.window", window);
  }

  /** {@return 1 to 1,000, tolerating twice the best time, moved at most once a second} */
  public static AdaptiveLimit defaults() {
    return DEFAULTS;
  }

  /** {@return the smallest limit} */
  public int least() {
    return least;
  }

  /** {@return the largest limit} */
  public int most() {
    return most;
  }

  /**
   * Changes {@link #least} and {@link #most}.
   *
   * @param newLeast 1 to 1,000,000; default 1
   * @param newMost from the least to 1,000,000; default 1,000
   * @return the changed limit
   */
  public AdaptiveLimit withBounds(int newLeast, int newMost) {
    return new AdaptiveLimit(newLeast, newMost, tolerance, window);
  }

  /** {@return how much slower than the best is still fine} */
  public double tolerance() {
    return tolerance;
  }

  /**
   * Changes {@link #tolerance}.
   *
   * @param value 1 to 100; default 2
   * @return the changed limit
   */
  public AdaptiveLimit withTolerance(double value) {
    return new AdaptiveLimit(least, most, value, window);
  }

  /** {@return how long calls are observed before the limit moves} */
  public Duration window() {
    return window;
  }

  /**
   * Changes {@link #window}.
   *
   * @param value above 0, up to 365 days; default 1 s
   * @return the changed limit
   */
  public AdaptiveLimit withWindow(Duration value) {
    return new AdaptiveLimit(least, most, tolerance, value);
  }

  @Override
  public String toString() {
    return "AdaptiveLimit[least=%s, most=%s, tolerance=%s, window=%s]"
        .formatted(least, most, tolerance, window);
  }
}
