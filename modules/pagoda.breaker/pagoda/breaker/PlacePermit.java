package pagoda.breaker;

import java.util.concurrent.atomic.AtomicBoolean;

/** A place in a bulkhead, given back once. */
final class PlacePermit implements Permit {
  private final Bulkhead bulkhead;
  private final long start;
  private final AtomicBoolean left = new AtomicBoolean();

  PlacePermit(Bulkhead bulkhead, long start) {
    this.bulkhead = bulkhead;
    this.start = start;
  }

  @Override
  public void success() {
    leave(null);
  }

  @Override
  public void failure(Throwable thrown) {
    leave(thrown);
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
