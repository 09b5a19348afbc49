package pagoda.breaker.internal.rules;

import java.time.Duration;
import pagoda.breaker.InvalidPolicyException;

/** Range checks for settings. Each returns the value or throws with name, range and value. */
public final class Check {
  /** The longest duration any setting accepts; far from an overflow of nanoseconds in a long. */
  public static final Duration LONGEST = Duration.ofDays(365);

  private Check() {}

  public static int range(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidPolicyException(name, least + " to " + most, value);
    }
    return value;
  }

  /** Accepts least to most, both included; NaN is refused. */
  public static double range(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new InvalidPolicyException(name, least + " to " + most, value);
    }
    return value;
  }

  /** A share: above 0, up to 1. */
  public static double share(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new InvalidPolicyException(name, "above 0, up to 1", value);
    }
    return value;
  }

  /** A duration of at least one nanosecond. */
  public static Duration positive(String name, Duration value) {
    return duration(name, value, Duration.ofNanos(1));
  }

  /** A duration of zero or more. */
  public static Duration notNegative(String name, Duration value) {
    return duration(name, value, Duration.ZERO);
  }

  public static Duration duration(String name, Duration value, Duration least) {
    if (value == null || value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
      throw new InvalidPolicyException(name, least + " to " + LONGEST, value);
    }
    return value;
  }

  public static <T> T present(String name, T value) {
    if (value == null) {
      throw new InvalidPolicyException(name, "given", null);
    }
    return value;
  }
}
