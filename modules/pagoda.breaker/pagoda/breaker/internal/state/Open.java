package pagoda.breaker.internal.state;

import java.time.Duration;
import pagoda.breaker.Reason;
import pagoda.breaker.Refusal;
import pagoda.breaker.State;

/** Every call is refused for a while; the first that comes later ends the generation. */
final class Open extends Generation {
  private final long openForNanos;
  private final Refusal circumstances;

  Open(Lifecycle breaker, long number, Reason reason, long since, long openForNanos) {
    super(breaker, number, reason, since);
    this.openForNanos = openForNanos;
    circumstances = new Refusal(breaker.name, State.OPEN, reason, Duration.ofNanos(openForNanos));
  }

  @Override
  State state() {
    return State.OPEN;
  }

  @Override
  Duration openFor() {
    return Duration.ofNanos(openForNanos);
  }

  private long left(long now) {
    return openForNanos - Math.max(0, now - since);
  }

  @Override
  CallPermit admit(long now) {
    if (left(now) <= 0) {
      breaker.test(this, now);
    }
    return null;
  }

  /** With a health check, the call that ends the opening only starts the check. */
  @Override
  boolean refuses(long now) {
    return left(now) > 0 || breaker.rules().policy.probe().task().isPresent();
  }

  @Override
  long retryAfter(long now) {
    return Math.max(0, left(now));
  }

  @Override
  Refusal circumstances() {
    return circumstances;
  }
}
