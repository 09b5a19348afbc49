package pagoda.breaker;

import java.time.Duration;

/**
 * A breaker at one moment. Reading it changes nothing, and a time window is aged to that moment.
 * Immutable.
 *
 * @param breaker the breaker's name
 * @param state its state. An opening whose time has passed is still {@link State#OPEN}, with a
 *     {@code retryAfter} of zero, until a call comes
 * @param generation how many transitions the breaker has had
 * @param reason why it is in this state
 * @param since how long ago it entered the state
 * @param window the results in the window; empty unless the state is closed or shadow or a ramp is
 *     running
 * @param failures failures in a row if a rule counts those, else failures in the window
 * @param inFlight of the calls let through since the breaker last closed, how many are running;
 *     counted only while a {@link Trip.SlowInFlight} is set, else zero, since it costs every call
 *     an atomic operation
 * @param slowInFlight how many of those are running past {@link BreakerPolicy#slowAfter()}
 * @param openings how many openings the breaker remembers; the next one is as long as that step of
 *     {@link BreakerPolicy#reopen()}
 * @param retryAfter when a refused caller should come back, as in {@link Refusal#retryAfter()};
 *     zero when the next call may pass
 * @param totals counters since the breaker was made
 * @since 0.1.0
 */
public record Snapshot(
    String breaker,
    State state,
    long generation,
    Reason reason,
    Duration since,
    Counts window,
    int failures,
    long inFlight,
    long slowInFlight,
    int openings,
    Duration retryAfter,
    Totals totals) {

  /**
   * The state in a few words, one of {@code Closed (failures: 2)}, {@code Open (reopening in 29876
   * ms)}, {@code Open (ready to test)}, {@code Half-Open}, {@code Isolated}, {@code Disabled},
   * {@code Shadow (failures: 2)}.
   *
   * @return text for a status page
   */
  public String describe() {
    return switch (state) {
      case CLOSED -> "Closed (failures: " + failures + ")";
      case OPEN ->
          retryAfter.isZero()
              ? "Open (ready to test)"
              : "Open (reopening in " + ceilMillis(retryAfter) + " ms)";
      case HALF_OPEN -> "Half-Open";
      case ISOLATED -> "Isolated";
      case DISABLED -> "Disabled";
      case SHADOW -> "Shadow (failures: " + failures + ")";
    };
  }

  /** Rounded up, so that an opening never shows 0 ms before its time. */
  private static long ceilMillis(Duration time) {
    return time.plusNanos(999_999).toMillis();
  }
}
