package pagoda.breaker.internal.state;

import java.time.Duration;
import pagoda.breaker.Reason;
import pagoda.breaker.State;
import pagoda.breaker.internal.rules.Ledger;

/** Every call passes, and a rule that is met only begins the next generation of this kind. */
final class Shadow extends Counting {
  private final long quietNanos;

  /**
   * @param quietNanos how long the breaker would have been open, and no rule is judged
   */
  Shadow(
      Lifecycle breaker, long number, Reason reason, long since, Ledger ledger, long quietNanos) {
    super(breaker, number, reason, since, ledger);
    this.quietNanos = quietNanos;
  }

  @Override
  Duration openFor() {
    return Duration.ofNanos(quietNanos);
  }

  @Override
  State state() {
    return State.SHADOW;
  }

  @Override
  boolean mayTrip(long now) {
    return now - since >= quietNanos;
  }

  @Override
  boolean refuses(long now) {
    return false;
  }

  @Override
  long retryAfter(long now) {
    return 0;
  }
}
