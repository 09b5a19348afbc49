package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import pagoda.hanoi.SliceResult;
import pagoda.hanoi.SolverPool;

/** Occupies one thread of a pool, in a single slice, until it is released. */
final class Hog implements AutoCloseable {
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CompletableFuture<Boolean> future;

  Hog(SolverPool pool) throws InterruptedException {
    future =
        pool.submit(
            _ -> {
              started.countDown();
              return SliceResult.done(released.await(1, TimeUnit.MINUTES));
            },
            SolverPool.MAX_PRIORITY);
    assertTrue(started.await(1, TimeUnit.MINUTES), "the hog never got a thread");
  }

  CompletableFuture<Boolean> future() {
    return future;
  }

  @Override
  public void close() {
    released.countDown();
  }
}
