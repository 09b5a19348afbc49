package pagoda.breaker.internal.window;

import pagoda.breaker.Counts;

/**
 * Four counters in one long, so that one atomic addition books a result: calls, failed, slow, and
 * failed or slow, 16 bits each from the lowest. Each counter must stay below 65,536.
 */
final class Packed {
  private static final long[] WEIGHTS = weights();

  private Packed() {}

  /** What one result adds. */
  static long weight(int outcome) {
    return WEIGHTS[outcome];
  }

  static int calls(long packed) {
    return (int) (packed & 0xffff);
  }

  static Counts counts(long packed) {
    return new Counts(
        calls(packed),
        (int) ((packed >>> 16) & 0xffff),
        (int) ((packed >>> 32) & 0xffff),
        (int) (packed >>> 48));
  }

  private static long[] weights() {
    long[] weights = new long[Outcome.END];
    for (int outcome = Outcome.GOOD; outcome < Outcome.END; outcome++) {
      long failed = Outcome.failed(outcome) ? 1 : 0;
      long slow = Outcome.slow(outcome) ? 1 : 0;
      weights[outcome] = 1 | (failed << 16) | (slow << 32) | ((failed | slow) << 48);
    }
    return weights;
  }
}
