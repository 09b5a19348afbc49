package pagoda.breaker.internal.bulkhead;

import java.util.concurrent.Semaphore;

/** A semaphore whose number of permits can be lowered while they are out. */
public final class Places extends Semaphore {
  private static final long serialVersionUID = 1L;

  private volatile int limit;

  /** Not fair: a caller that finds a place need not queue behind sleepers to take it. */
  public Places(int limit) {
    super(limit, false);
    this.limit = limit;
  }

  public int limit() {
    return limit;
  }

  /** Never blocks; after a shrink {@link #availablePermits()} may be negative for a while. */
  public synchronized void limit(int next) {
    if (next > limit) {
      release(next - limit);
    } else {
      reducePermits(limit - next);
    }
    limit = next;
  }

  /** How many places are taken; takes no lock, so it may be off while the limit moves. */
  public int taken() {
    return Math.max(0, limit - availablePermits());
  }
}
