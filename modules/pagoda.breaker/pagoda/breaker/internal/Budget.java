package pagoda.breaker.internal;

import pagoda.breaker.Counts;
import pagoda.breaker.NanoClock;

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

  public synchronized boolean withdraw() {
    if (balance() < 1) {
      return false;
    }
    window.add(Outcome.of(true, false), clock.nanos());
    return true;
  }

  public long balance() {
    Counts counts = window.counts(clock.nanos());
    long deposits = counts.calls() - counts.failed();
    return Math.max(0, (long) (ratio * deposits) + reserve - counts.failed());
  }
}
