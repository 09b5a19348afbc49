package pagoda.breaker.internal;

/**
 * What a counting generation judges and books with. A change of policy puts another one in place; a
 * call keeps the one it began with for its slow threshold and its classifier. Immutable but for
 * {@link #checkedSlice}.
 */
final class Ledger {
  final Rules rules;
  final ResultWindow window;

  /** Null unless a rule looks at slow calls in flight. */
  final SlowTracker tracker;

  /** The last slice of time in which slow calls in flight were counted. */
  volatile long checkedSlice = Long.MIN_VALUE;

  private Ledger(Rules rules, ResultWindow window, SlowTracker tracker) {
    this.rules = rules;
    this.window = window;
    this.tracker = tracker;
  }

  static Ledger empty(Rules rules, long now) {
    return new Ledger(rules, ResultWindow.of(rules.policy.window(), now), tracker(rules, now));
  }

  /** Other rules, with whatever results and calls in flight can be kept. */
  Ledger under(Rules next, long now) {
    boolean sameWindow = next.policy.window().equals(rules.policy.window());
    boolean sameThreshold = next.slowAfterNanos == rules.slowAfterNanos;
    boolean keepTracker = tracker != null && next.slowInFlight > 0 && sameThreshold;
    return new Ledger(
        next,
        sameWindow ? window : ResultWindow.of(next.policy.window(), window, now),
        keepTracker ? tracker : tracker(next, now));
  }

  private static SlowTracker tracker(Rules rules, long now) {
    return rules.slowInFlight > 0 ? new SlowTracker(rules.slowAfterNanos, now) : null;
  }
}
