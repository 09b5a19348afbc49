package pagoda.broker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between attempts: a random time up to a ceiling that doubles with each failure
 * ("full jitter"), so that many who lost the same broker do not come back at once. Immutable.
 *
 * @param base the ceiling after the first failure; positive
 * @param cap the greatest ceiling; at least {@code base}
 */
public record ReconnectBackoff(Duration base, Duration cap) {

  /** Checks the ranges. */
  public ReconnectBackoff {
    if (!base.isPositive() || cap.compareTo(base) < 0 || cap.toDays() > 1) {
      throw new IllegalArgumentException(
          "base must be positive and cap between base and a day: " + base + ", " + cap);
    }
  }

  /** {@return 200 ms doubling up to 4 s: back within 5 s of the broker} */
  public static ReconnectBackoff defaults() {
    return new ReconnectBackoff(Duration.ofMillis(200), Duration.ofSeconds(4));
  }

  /**
   * Returns how long to wait after so many failures in a row.
   *
   * @param failures at least 1
   * @param random where chance comes from
   * @return zero to the ceiling
   */
  public Duration delay(int failures, RandomGenerator random) {
    long ceiling = base.toNanos();
    for (int i = 1; i < failures && ceiling < cap.toNanos(); i++) {
      ceiling *= 2;
    }
    return Duration.ofNanos(random.nextLong(Math.min(ceiling, cap.toNanos()) + 1));
  }
}
