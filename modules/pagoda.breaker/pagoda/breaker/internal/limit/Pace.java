package pagoda.breaker.internal.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The turns of calls, in one long: the moment from which on the whole burst would be there again.
 * Each call moves it by one interval.
 */
public final class Pace {
  private final long interval;

  /** How far the moment may lie ahead while a call may still begin. */
  private final long slack;

  private final AtomicLong restored;

  Pace(long interval, int burst, long now) {
    this.interval = interval;
    slack = interval * (burst - 1L);
    restored = new AtomicLong(now);
  }

  /**
   * Takes a turn.
   *
   * @param longest how far away it may be, in nanoseconds
   * @return nanoseconds until the turn; when it is too far away, and not taken, the complement of
   *     that: a negative number
   */
  long take(long now, long longest) {
    for (; ; ) {
      long seen = restored.get();
      long ahead = Math.max(0, seen - now);
      long wait = Math.max(0, ahead - slack);
      if (wait > longest) {
        return ~wait;
      }
      if (restored.compareAndSet(seen, now + ahead + interval)) {
        return wait;
      }
    }
  }

  /** Nanoseconds until a call may begin. */
  long next(long now) {
    return Math.max(0, restored.get() - now - slack);
  }

  /** Gives back a turn that was not used, unless later ones have been taken meanwhile. */
  void giveBack(long takenAt, long wait) {
    long after = takenAt + wait + slack + interval;
    restored.compareAndSet(after, after - interval);
  }

  /** Whether it is as if no call had ever come. */
  boolean isRestored(long now) {
    return restored.get() - now <= 0;
  }
}
