package pagoda.breaker.internal.bulkhead;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import pagoda.breaker.Permit;
import pagoda.breaker.internal.rules.Check;

/** A place in a bulkhead, given back once. */
final class PlacePermit implements Permit {
  private final Compartment bulkhead;
  private final long start;
  private final AtomicBoolean left = new AtomicBoolean();

  PlacePermit(Compartment bulkhead, long start) {
    this.bulkhead = bulkhead;
    this.start = start;
  }

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

  @Override
  public void success() {
    leave(null);
  }

  @Override
  public void failure(Throwable thrown) {
    leave(Check.present("permit.thrown", thrown));
  }

  @Override
  public void failure() {
    leave(null);
  }

  @Override
  public void ignore() {
    leave(null);
  }

  @Override
  public void close() {
    leave(null);
  }

  private void leave(Throwable thrown) {
    if (left.compareAndSet(false, true)) {
      bulkhead.leave(start, thrown);
    }
  }
}
