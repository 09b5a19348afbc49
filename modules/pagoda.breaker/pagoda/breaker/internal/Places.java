package pagoda.breaker.internal;

import java.util.concurrent.Semaphore;

/** A semaphore whose number of permits can be lowered while they are out. */
public final class Places extends Semaphore {
  private static final long serialVersionUID = 1L;

  private int limit;

  /** Not fair: a caller that finds a place need not queue behind sleepers to take it. */
  public Places(int limit) {
    super(limit, false);
    this.limit = limit;
  }

  public synchronized int limit() {
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

  /** How many places are taken. */
  public synchronized int taken() {
    return Math.max(0, limit - availablePermits());
  }
}
