package pagoda.breaker.internal.state;

import java.time.Duration;
import pagoda.breaker.Counts;
import pagoda.breaker.Reason;
import pagoda.breaker.Refusal;
import pagoda.breaker.State;

/**
 * A breaker from one transition to the next. A call reads the current generation once and books its
 * result there, so what ends after a transition falls into an object nobody looks at any more.
 */
abstract sealed class Generation permits Counting, Open, HalfOpen, Isolated, Disabled {
  final Lifecycle breaker;
  final long number;
  final Reason reason;

  /** When it began, on the breaker's clock. */
  final long since;

  /** What a caller gets that this generation refuses. */
  final RefusedPermit refused = new RefusedPermit(this);

  Generation(Lifecycle breaker, long number, Reason reason, long since) {
    this.breaker = breaker;
    this.number = number;
    this.reason = reason;
    this.since = since;
  }

  abstract State state();

  /**
   * Lets a call through or not. May move the breaker to another generation.
   *
   * @return null when the call is refused, or when the breaker has moved and must be asked again
   */
  abstract CallPermit admit(long now);

  /** Whether the next call would be refused; changes nothing. */
  abstract boolean refuses(long now);

  /** When a refused caller should come back, in nanoseconds; 0 when nobody knows. */
  long retryAfter(long now) {
    return 0;
  }

  /** Name, state and reason for those who are refused. */
  abstract Refusal circumstances();

  /** How long calls are refused, or would be. */
  Duration openFor() {
    return Duration.ZERO;
  }

  Counts window(long now) {
    return Counts.NONE;
  }

  int failures(long now) {
    return 0;
  }
}
