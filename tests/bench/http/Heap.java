package bench.http;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a contender's process says about itself. */
final class Heap {
  private static final Queue<Object> KEPT = new ConcurrentLinkedQueue<>();

  private Heap() {}

  /** The bytes alive after three collections. */
  static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  static void keep(Object object) {
    KEPT.add(object);
  }

  /** Returns when the benchmark closes this process's standard input, or ends. */
  static void untilParentEnds() throws IOException {
    System.in.readAllBytes();
    System.exit(0);
  }
}
