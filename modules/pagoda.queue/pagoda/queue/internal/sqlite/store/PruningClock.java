package pagoda.queue.internal.sqlite.store;

import java.time.Duration;
import pagoda.queue.internal.job.Clocks;

/**
 * Tells whether the time of day can be trusted with removing jobs. A clock that was set wrong for a
 * moment would make every ended job look old, and what is removed does not come back. Confined to
 * the writer.
 */
final class PruningClock {
  /** The most that the time of day may run apart from the time that passed. */
  private static final long MOST_MILLIS = Duration.ofHours(1).toMillis();

  /** How long a difference must last until it counts as right: a clock that was set once. */
  private static final long LASTING_MILLIS = Duration.ofHours(24).toMillis();

  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private long base;
  private long apart;
  private long apartSince;
  private boolean waiting;

  PruningClock(Clocks clocks) {
    base = difference(clocks.millis(), clocks.nanos());
  }

  private static long difference(long millis, long nanos) {
    return millis - nanos / 1_000_000;
  }

  /** Tells whether both clocks agree; to be asked at each look. */
  boolean agrees(long millis, long nanos) {
    long now = difference(millis, nanos);
    if (Math.abs(now - base) <= MOST_MILLIS) {
      waiting = false;
      return true;
    }
    if (!waiting || Math.abs(now - apart) > MOST_MILLIS) {
      wait(now, nanos);
    } else if (nanos / 1_000_000 - apartSince >= LASTING_MILLIS) {
      base = now;
      waiting = false;
      return true;
    }
    return false;
  }

  boolean waits() {
    return waiting;
  }

  private void wait(long now, long nanos) {
    LOGGER.log(
        System.Logger.Level.WARNING,
        "The clock was set by {0}; no job is removed until it is set back, or for {1}",
        Duration.ofMillis(now - base),
        Duration.ofMillis(LASTING_MILLIS));
    waiting = true;
    apart = now;
    apartSince = nanos / 1_000_000;
  }
}
