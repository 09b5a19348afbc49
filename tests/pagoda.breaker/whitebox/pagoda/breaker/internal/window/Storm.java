package pagoda.breaker.internal.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import pagoda.testing.Seed;

/** Threads that do the same thing at once, each with random numbers of its own. */
final class Storm {
  /** What each thread does. */
  @FunctionalInterface
  interface Body {
    void run(int thread, Random random) throws Exception;
  }

  private Storm() {}

  static void of(int threads, Body body) throws Exception {
    long seed = Seed.value();
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        futures.add(
            executor.submit(() -> {
              start.await();
              body.run(thread, new Random(seed + thread));
              return null;
            }));
      }
      start.countDown();
      for (Future<?> future : futures) {
        future.get(60, TimeUnit.SECONDS);
      }
    }
  }
}
