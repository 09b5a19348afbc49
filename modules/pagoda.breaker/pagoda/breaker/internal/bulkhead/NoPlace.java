package pagoda.breaker.internal.bulkhead;

import java.time.Duration;
import pagoda.breaker.Permit;
import pagoda.breaker.internal.permit.NoVerdict;

/** Stands for every refusal of a bulkhead. */
final class NoPlace extends NoVerdict {
  private final Compartment bulkhead;

  NoPlace(Compartment bulkhead) {
    this.bulkhead = bulkhead;
  }

  @Override
  public boolean isGranted() {
    return false;
  }

  @Override
  public Permit orThrow() {
    throw bulkhead.full(false);
  }

  @Override
  public Duration retryAfter() {
    return Duration.ZERO;
  }
}
