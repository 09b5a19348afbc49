package bench.queue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Callers that enqueue one job after the other. */
final class EnqueueLoad {
  private EnqueueLoad() {}

  /** What came of it. */
  record Result(double perSecond, Latencies latencies) {}

  /** Callers are virtual threads for us, and platform threads for what waits in JDBC itself. */
  static Result run(Contender contender, int callers, int jobs, boolean virtual) throws Exception {
    byte[] payload = new byte[200];
    new java.util.Random(1).nextBytes(payload);
    int each = Math.max(1, jobs / callers);
    long[][] nanos = new long[callers][each];
    long start = System.nanoTime();
    try (ExecutorService threads =
        virtual
            ? Executors.newVirtualThreadPerTaskExecutor()
            : Executors.newFixedThreadPool(callers)) {
      List<Future<?>> calls =
          IntStream.range(0, callers)
              .<Future<?>>mapToObj(
                  caller -> threads.submit(() -> call(contender, payload, nanos[caller])))
              .toList();
      for (Future<?> call : calls) {
        call.get();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long[] all = Arrays.stream(nanos).flatMapToLong(Arrays::stream).toArray();
    return new Result(all.length / seconds, Latencies.of(all));
  }

  private static Void call(Contender contender, byte[] payload, long[] nanos) throws Exception {
    for (int i = 0; i < nanos.length; i++) {
      long begin = System.nanoTime();
      contender.enqueue(payload);
      nanos[i] = System.nanoTime() - begin;
    }
    return null;
  }
}
