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
 * @param least the smallest limit, 1 or more
 * @param most the largest limit, not below {@code least}
 * @param tolerance how much slower than the best is still fine, 1 to 100
 * @param window how long calls are observed before the limit moves, above zero
 */
public record AdaptiveLimit(int least, int most, double tolerance, Duration window) {
  /** Checks every component. */
  public AdaptiveLimit {
    Check.range("bulkhead.adaptive.least", least, 1, 1_000_000);
    Check.range("bulkhead.adaptive.most", most, least, 1_000_000);
    Check.range("bulkhead.adaptive.tolerance", tolerance, 1.0, 100.0);
    Check.positive("bulkhead.adaptive.window", window);
  }

  /**
   * An adaptive limit that tolerates twice the best time and moves at most once a second.
   *
   * @param least the smallest limit
   * @param most the largest limit
   * @return the limit
   */
  public static AdaptiveLimit between(int least, int most) {
    return new AdaptiveLimit(least, most, 2.0, Duration.ofSeconds(1));
  }
}
