package pagoda.breaker;

import java.time.Duration;

/**
 * Why a call was, or would be, refused. Immutable.
 *
 * @param breaker the breaker's name
 * @param state {@link State#OPEN}, {@link State#HALF_OPEN} or {@link State#ISOLATED}
 * @param reason why the breaker is in that state
 * @param retryAfter when to come back. Open: what is left of the opening. Half-open: until a lease
 *     ends at the latest; the probes may end earlier. Isolated: zero, since nobody knows
 * @since 0.1.0
 */
public record Refusal(String breaker, State state, Reason reason, Duration retryAfter) {
  /**
   * The refusal in one line.
   *
   * @return text for a log line
   */
  public String text() {
    String what =
        switch (state) {
          case ISOLATED -> "is isolated";
          case HALF_OPEN -> "is half-open and lets only probes through";
          case OPEN, CLOSED, DISABLED, SHADOW -> "is open";
        };
    String when = retryAfter.isZero() ? "" : ", retry after " + retryAfter.toMillis() + " ms";
    return "circuit breaker '" + breaker + "' " + what + " (" + reason.text() + ")" + when;
  }
}
