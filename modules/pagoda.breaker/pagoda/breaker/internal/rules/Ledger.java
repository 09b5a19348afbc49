package pagoda.breaker.internal.rules;

import pagoda.breaker.Counts;
import pagoda.breaker.Window;
import pagoda.breaker.internal.window.CountWindow;
import pagoda.breaker.internal.window.FailureTimes;
import pagoda.breaker.internal.window.ResultWindow;
import pagoda.breaker.internal.window.SlowTracker;
import pagoda.breaker.internal.window.TimeWindow;

/**
 * What a counting generation judges and books with. A change of policy puts another one in place; a
 * call keeps the one it began with for its slow threshold and its classifier. Immutable but for
 * {@link #checkedSlice}.
 */
public final class Ledger {
  /** How many results a time window takes over at most. */
  private static final int MOST_KEPT = 1_000_000;

  private static final FailureTimes NONE = new FailureTimes(0);

  public final Rules rules;
  public final ResultWindow window;

  /** Null unless a rule looks at slow calls in flight. */
  public final SlowTracker tracker;

  /** The last slice of time in which slow calls in flight were counted. */
  public volatile long checkedSlice = Long.MIN_VALUE;

  /** The times of failures, as many as a rule looks at. */
  public final FailureTimes failures;

  private Ledger(Rules rules, ResultWindow window, SlowTracker tracker, FailureTimes failures) {
    this.rules = rules;
    this.window = window;
    this.tracker = tracker;
    this.failures = failures;
  }

  public static Ledger empty(Rules rules, long now) {
    return new Ledger(
        rules, window(rules.policy.window(), now), tracker(rules, now), failures(rules));
  }

  /** Other rules, with whatever results and calls in flight can be kept. */
  public Ledger under(Rules next, long now) {
    boolean sameThreshold = next.slowAfterNanos == rules.slowAfterNanos;
    boolean keepTracker = tracker != null && next.slowInFlight > 0 && sameThreshold;
    boolean keepFailures = next.failuresRemembered == rules.failuresRemembered;
    return new Ledger(
        next,
        keep(next, now),
        keepTracker ? tracker : tracker(next, now),
        keepFailures ? failures : failures(next));
  }

  private static FailureTimes failures(Rules rules) {
    return rules.failuresRemembered > 0 ? new FailureTimes(rules.failuresRemembered) : NONE;
  }

  private ResultWindow keep(Rules next, long now) {
    Window shape = next.policy.window();
    if (shape.equals(rules.policy.window())) {
      return window;
    }
    ResultWindow other = window(shape, now);
    other.takeOver(window, shape instanceof Window.Count(int size) ? size : MOST_KEPT, now);
    return other;
  }

  private static ResultWindow window(Window shape, long now) {
    return switch (shape) {
      case Window.Count(int size) -> new CountWindow(size);
      case Window.Time(var length, int slices) -> new TimeWindow(length.toNanos(), slices, now);
    };
  }

  private static SlowTracker tracker(Rules rules, long now) {
    return rules.slowInFlight > 0 ? new SlowTracker(rules.slowAfterNanos, now) : null;
  }

  public Counts counts(long now) {
    return window.counts(now);
  }

  /** The counts, good enough to trip on. */
  public Counts verified(long now) {
    return window.verified(now);
  }
}
