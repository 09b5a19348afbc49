package pagoda.breaker.internal.rules;

import java.time.Duration;
import java.util.Optional;
import pagoda.breaker.RetryAfter;

/** What the end of a call asks its callers to wait; survives the owner's reader. */
public final class Asked {
  private Asked() {}

  /** At least zero, and at most the longest duration any setting accepts. */
  public static Optional<Duration> of(RetryAfter reader, Object result, Throwable thrown) {
    try {
      Optional<Duration> asked =
          thrown == null ? reader.returned(result) : reader.threw(Causes.unwrap(thrown));
      return asked.map(Asked::bounded);
    } catch (Throwable t) {
      Warnings.warn("a reader of Retry-After threw, so nothing was asked for", t);
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(Check.LONGEST) > 0 ? Check.LONGEST : asked;
  }
}
