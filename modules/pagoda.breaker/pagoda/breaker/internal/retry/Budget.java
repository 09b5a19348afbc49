package pagoda.breaker.internal.retry;

import pagoda.breaker.Counts;
import pagoda.breaker.NanoClock;
import pagoda.breaker.internal.window.Outcome;
import pagoda.breaker.internal.window.TimeWindow;

/**
 * Deposits and withdrawals of the last ten seconds. A deposit is lock-free; withdrawals are rare.
 */
public final class Budget {
  private static final int SECONDS = 10;

  private final double ratio;
  private final long reserve;
  private final NanoClock clock;

  /** Deposits are booked as successes, withdrawals as failures. */
  private final TimeWindow window;

  public Budget(double ratio, int perSecond, NanoClock clock) {
    this.ratio = ratio;
    this.reserve = (long) perSecond * SECONDS;
    this.clock = clock;
    window = new TimeWindow(SECONDS * 1_000_000_000L, SECONDS, clock.nanos());
  }

  public void deposit() {
    window.success(clock.nanos());
  }

  /** Takes one retry off, if there is one. */
  public boolean withdraw() {
    long now = clock.nanos();
    synchronized (this) {
      if (balance(now) < 1) {
        return false;
      }
      window.add(Outcome.of(true, false), now);
      return true;
    }
  }

  public long balance() {
    return balance(clock.nanos());
  }

  private long balance(long now) {
    Counts counts = window.counts(now);
    long deposits = (long) counts.calls() - counts.failed();
    return Math.max(0, (long) (ratio * deposits) + reserve - counts.failed());
  }
}
