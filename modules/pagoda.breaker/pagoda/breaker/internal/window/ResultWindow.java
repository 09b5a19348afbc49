package pagoda.breaker.internal.window;

import pagoda.breaker.Counts;

/** The results that rates look at. Thread-safe without a lock on the way of a quick success. */
public sealed interface ResultWindow permits CountWindow, TimeWindow {
  /** Books a success that was not slow. */
  void success(long now);

  /** Books any other result. */
  void add(byte outcome, long now);

  /** What the window holds; may be off by the results that are being booked. */
  Counts counts(long now);

  /** What the window holds, good enough to trip on. */
  Counts verified(long now);

  /**
   * Takes over what an older window holds. Count windows keep its order; otherwise only the numbers
   * can be kept, scaled down to what fits.
   *
   * @param most how many results this window can hold
   */
  default void takeOver(ResultWindow old, int most, long now) {
    if (this instanceof CountWindow count && old instanceof CountWindow past) {
      count.replay(past);
    } else {
      pour(old.counts(now), most, this, now);
    }
  }

  private static void pour(Counts counts, int most, ResultWindow next, long now) {
    double scale = Math.min(1.0, (double) most / Math.max(1, counts.calls()));
    int both = counts.failed() + counts.slow() - counts.failedOrSlow();
    add(next, Outcome.of(false, false), scale * (counts.calls() - counts.failedOrSlow()), now);
    add(next, Outcome.of(false, true), scale * (counts.slow() - both), now);
    add(next, Outcome.of(true, false), scale * (counts.failed() - both), now);
    add(next, Outcome.of(true, true), scale * both, now);
  }

  private static void add(ResultWindow next, byte outcome, double times, long now) {
    for (long left = Math.round(times); left > 0; left--) {
      next.add(outcome, now);
    }
  }
}
