package bench.breaker;

import java.lang.ref.Reference;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Window;

/** What one idle breaker keeps on the heap, with its name and its full window. */
final class IdleSize {
  private static final int BREAKERS = 20_000;
  private static final int CALLS = 100;

  private IdleSize() {}

  static double bytes() {
    CircuitBreaker[] breakers = new CircuitBreaker[BREAKERS];
    long before = used();
    try {
      for (int i = 0; i < BREAKERS; i++) {
        breakers[i] = Rules.pagoda(Window.count(100));
        for (int call = 0; call < CALLS; call++) {
          breakers[i].call(() -> 42);
        }
      }
      return (double) (used() - before) / BREAKERS;
    } finally {
      Reference.reachabilityFence(breakers);
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      runtime.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
