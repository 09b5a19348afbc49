package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadFullException;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Probe;
import pagoda.breaker.Resilience;
import pagoda.breaker.Timeout;
import pagoda.breaker.Totals;
import pagoda.testing.Seed;

/** A million asynchronous calls, ended in every way, whose totals are what their callers saw. */
class AsyncLoadTest {
  private static final int CALLERS = 2;
  private static final int CALLS = 500_000;
  private static final int MOST_OUT = 1_000;

  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "dependency",
          BreakerPolicy.defaults()
              .withReopen(Backoff.fixed(Duration.ofMillis(1)))
              .withProbe(Probe.defaults().withPermits(3)));
  private final Bulkhead bulkhead =
      Bulkhead.of(
          "dependency",
          BulkheadPolicy.defaults()
              .withLimit(200)
              .withMaxWait(Duration.ofMillis(5))
              .withMaxWaiting(200));
  private final Resilience guard =
      Resilience.none().with(breaker).with(bulkhead).with(Timeout.of(Duration.ofSeconds(60)));

  private final Semaphore out = new Semaphore(MOST_OUT);
  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder noPlace = new LongAdder();
  private final LongAdder refused = new LongAdder();

  @Test
  void totalsAreWhatTheCallersSaw() throws Exception {
    long seed = Seed.random("AsyncLoadTest").nextLong();
    SplittableRandom seeds = new SplittableRandom(seed);
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Threads.together(
          CALLERS,
          () -> {
            SplittableRandom random;
            synchronized (seeds) {
              random = seeds.split();
            }
            for (int i = 0; i < CALLS; i++) {
              call(random.nextInt(100), pool);
            }
            return null;
          });
      out.acquire(MOST_OUT);
    }
    Totals totals = breaker.snapshot().totals();
    assertEquals(succeeded.sum(), totals.succeeded());
    assertEquals(failed.sum(), totals.failed());
    assertEquals(cancelled.sum() + noPlace.sum(), totals.ignored());
    assertEquals(refused.sum(), totals.refused());
    long unseen = bulkhead.refused() - noPlace.sum(); // overtaken by a cancellation on their way
    assertTrue(unseen >= 0 && unseen <= cancelled.sum(), () -> "refused and not seen: " + unseen);
    assertEquals(
        (long) CALLERS * CALLS,
        totals.succeeded() + totals.failed() + totals.ignored() + totals.refused());
    assertEquals(0, bulkhead.inFlight());
    assertEquals(0, bulkhead.waiting());
    assertTrue(totals.succeeded() > 0 && totals.failed() > 0 && cancelled.sum() > 0);
    assertTrue(refused.sum() > 0, "the breaker was open at times");
  }

  private void call(int kind, ExecutorService pool) {
    out.acquireUninterruptibly();
    CompletableFuture<String> call =
        guard.callAsync(() -> {
          if (kind < 40) {
            return CompletableFuture.completedFuture("at once");
          }
          if (kind < 45) {
            return CompletableFuture.failedFuture(new BrokenException());
          }
          CompletableFuture<String> later = new CompletableFuture<>();
          pool.execute(() -> end(later, kind));
          return later;
        });
    var _ = call.whenComplete((_, thrown) -> seen(thrown));
    if (kind >= 90) {
      call.cancel(true);
    }
  }

  private static void end(CompletableFuture<String> later, int kind) {
    if (kind % 10 == 5) {
      later.completeExceptionally(new BrokenException());
    } else {
      later.complete("later");
    }
  }

  private void seen(Throwable thrown) {
    switch (thrown) {
      case null -> succeeded.increment();
      case CircuitOpenException _ -> refused.increment();
      case BulkheadFullException _ -> noPlace.increment();
      case CancellationException _ -> cancelled.increment();
      default -> failed.increment();
    }
    out.release();
  }
}
