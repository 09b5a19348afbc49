package pagoda.breaker.internal.limit;

import java.time.Duration;
import pagoda.breaker.Permit;
import pagoda.breaker.internal.permit.NoVerdict;

/** The refusal of a limiter. */
final class NoPass extends NoVerdict {
  private final Turnstile turnstile;
  private final Pace pace;

  NoPass(Turnstile turnstile, Pace pace) {
    this.turnstile = turnstile;
    this.pace = pace;
  }

  @Override
  public boolean isGranted() {
    return false;
  }

  @Override
  public Permit orThrow() {
    throw turnstile.refusal(nanos(), false);
  }

  @Override
  public Duration retryAfter() {
    return Duration.ofNanos(nanos());
  }

  private long nanos() {
    return pace.next(turnstile.clock().nanos());
  }
}
