package pagoda.breaker.internal.state;

/**
 * How many openings a breaker remembers. A closed or shadow generation forgets one at a time, once
 * it has seen a success. Guarded by the breaker's lock.
 */
final class Openings {
  private static final int MOST = 1_000;

  /** As of the beginning of the current generation. */
  private int remembered;

  int at(Generation current, long forgetAfterNanos, long now) {
    if (current instanceof Counting counting && !(counting instanceof Ramping) && counting.well()) {
      long forgotten = (now - counting.since) / forgetAfterNanos;
      return (int) Math.max(0, remembered - Math.max(0, forgotten));
    }
    return remembered;
  }

  void remember(int openings) {
    remembered = Math.min(openings, MOST);
  }
}
