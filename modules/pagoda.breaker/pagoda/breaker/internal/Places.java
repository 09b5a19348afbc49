package pagoda.breaker.internal;

import java.util.concurrent.Semaphore;

/** A semaphore whose number of permits can be lowered while they are out. */
final class Places extends Semaphore {
  private static final long serialVersionUID = 1L;

  private int limit;

  /** Not fair: a caller that finds a place need not queue behind sleepers to take it. */
  Places(int limit) {
    super(limit, false);
    this.limit = limit;
  }

  synchronized int limit() {
    return limit;
  }

  /** Never blocks; after a shrink {@link #availablePermits()} may be negative for a while. */
  synchronized void limit(int next) {
    if (next > limit) {
      release(next - limit);
    } else {
      reducePermits(limit - next);
    }
    limit = next;
  }

  /** How many places are taken. */
  synchronized int taken() {
    return Math.max(0, limit - availablePermits());
  }
}
