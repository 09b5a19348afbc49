package pagoda.breaker.internal.bulkhead;

import java.time.Duration;
import pagoda.breaker.Permit;

/** Stands for every refusal of a bulkhead. */
final class NoPlace implements Permit {
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

  @Override
  public void success() {}

  @Override
  public void failure(Throwable thrown) {}

  @Override
  public void failure() {}

  @Override
  public void ignore() {}

  @Override
  public void close() {}
}
