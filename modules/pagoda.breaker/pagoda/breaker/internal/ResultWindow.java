package pagoda.breaker.internal;

import pagoda.breaker.Counts;
import pagoda.breaker.Window;

/** The results that rates look at. Thread-safe without a lock on the way of a quick success. */
sealed interface ResultWindow permits CountWindow, TimeWindow {
  /** Books a success that was not slow. */
  void success(long now);

  /** Books any other result. */
  void add(byte outcome, long now);

  /** What the window holds; may be off by the results that are being booked. */
  Counts counts(long now);

  /** What the window holds, good enough to trip on. */
  Counts verified(long now);

  /** Whether booking needs the time. */
  boolean timed();

  static ResultWindow of(Window window, long now) {
    return switch (window) {
      case Window.Count(int size) -> new CountWindow(size);
      case Window.Time(var length, int slices) -> new TimeWindow(length.toNanos(), slices, now);
    };
  }

  /** A window of another shape that takes over what fits; of one that changed kind, the numbers. */
  static ResultWindow of(Window window, ResultWindow old, long now) {
    ResultWindow next = of(window, now);
    if (next instanceof CountWindow count && old instanceof CountWindow past) {
      count.replay(past);
    } else {
      int most = window instanceof Window.Count(int size) ? size : Integer.MAX_VALUE;
      pour(old.counts(now), most, next, now);
    }
    return next;
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
