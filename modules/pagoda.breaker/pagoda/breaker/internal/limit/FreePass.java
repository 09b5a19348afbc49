package pagoda.breaker.internal.limit;

import java.time.Duration;
import pagoda.breaker.Permit;
import pagoda.breaker.internal.permit.NoVerdict;

/** Stands for every call that may begin: its end is nothing to a limiter. */
final class FreePass extends NoVerdict {
  static final FreePass GRANTED = new FreePass();

  private FreePass() {}

  @Override
  public boolean isGranted() {
    return true;
  }

  @Override
  public Permit orThrow() {
    return this;
  }

  @Override
  public Duration retryAfter() {
    return Duration.ZERO;
  }
}
