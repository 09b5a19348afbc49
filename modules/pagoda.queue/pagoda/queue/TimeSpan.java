package pagoda.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * A time from a moment on, up to another. Immutable.
 *
 * @param since the first moment of it; empty: from ever on
 * @param until the first moment after it; empty: without end
 */
public record TimeSpan(Optional<Instant> since, Optional<Instant> until) {
  /** All of time. */
  public static final TimeSpan ALWAYS = new TimeSpan(Optional.empty(), Optional.empty());

  /**
   * From a moment on.
   *
   * @param moment its first moment
   * @return the time
   */
  public static TimeSpan since(Instant moment) {
    return new TimeSpan(Optional.of(moment), Optional.empty());
  }

  /**
   * Up to a moment.
   *
   * @param moment the first moment after it
   * @return the time
   */
  public static TimeSpan until(Instant moment) {
    return new TimeSpan(Optional.empty(), Optional.of(moment));
  }

  /**
   * What two of them have in common.
   *
   * @param other the other
   * @return the later beginning, the earlier end
   */
  public TimeSpan and(TimeSpan other) {
    Optional<Instant> first =
        since.isPresent() && other.since.map(since.get()::isBefore).orElse(false)
            ? other.since
            : since.or(other::since);
    Optional<Instant> end =
        until.isPresent() && other.until.map(until.get()::isAfter).orElse(false)
            ? other.until
            : until.or(other::until);
    return new TimeSpan(first, end);
  }
}
