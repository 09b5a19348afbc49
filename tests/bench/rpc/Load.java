package bench.rpc;

import bench.support.Measured;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** So many callers, each making one call after the other for some time. */
final class Load {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Load() {}

  /** The detail tells latencies, and processor time of this process, callers and servers. */
  static Measured run(Contender contender, int callers, Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    long start = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<long[]> caller = () -> loop(contender, end);
      List<Future<long[]>> loops = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        loops.add(threads.submit(caller));
      }
      List<long[]> parts = new ArrayList<>();
      for (Future<long[]> loop : loops) {
        parts.add(loop.get());
      }
      long[] all = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      double seconds = (System.nanoTime() - start) / 1e9;
      double micros = (SYSTEM.getProcessCpuTime() - cpu) / 1e3;
      String detail =
          "p50 %.2f, p99 %.2f ms, CPU %.0f µs"
              .formatted(quantile(all, 0.5), quantile(all, 0.99), micros / all.length);
      return new Measured(all.length / seconds, detail);
    }
  }

  private static long[] loop(Contender contender, long end) throws Exception {
    long[] taken = new long[1024];
    int count = 0;
    for (long now = System.nanoTime(); now < end; ) {
      Main.check(contender.call() == Calls.REPLY_BYTES, "wrong reply");
      long then = System.nanoTime();
      if (count == taken.length) {
        taken = Arrays.copyOf(taken, 2 * count);
      }
      taken[count++] = then - now;
      now = then;
    }
    return Arrays.copyOf(taken, count);
  }

  private static double quantile(long[] sorted, double q) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) (q * (sorted.length - 1))] / 1e6;
  }
}
