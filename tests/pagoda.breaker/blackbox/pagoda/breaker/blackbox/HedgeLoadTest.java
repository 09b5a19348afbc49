package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Hedge;
import pagoda.breaker.HedgePolicy;
import pagoda.breaker.Resilience;
import pagoda.breaker.RetryBudget;
import pagoda.breaker.Totals;
import pagoda.testing.Await;

/** Hedged calls that end on many threads at once: every one that began has ended once. */
class HedgeLoadTest {
  private static final int CALLS = 20_000;

  private final CircuitBreaker breaker = CircuitBreaker.of("dependency", BreakerPolicy.defaults());
  private final Bulkhead bulkhead =
      Bulkhead.of("dependency", BulkheadPolicy.defaults().withLimit(1_000_000));
  private final Hedge hedge =
      Hedge.of(
          HedgePolicy.defaults().withDelay(Duration.ZERO).withHedges(2),
          RetryBudget.of(10, 1_000_000));
  private final Resilience guard = Resilience.none().with(hedge).with(breaker).with(bulkhead);
  private final LongAdder begun = new LongAdder();

  @Test
  void eachCallIsBookedOnce() throws Exception {
    List<CompletableFuture<String>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(
          guard.callAsync(() -> {
            begun.increment();
            return CompletableFuture.supplyAsync(() -> "well");
          }));
    }
    for (CompletableFuture<String> call : calls) {
      assertEquals("well", call.join());
    }
    Await.until("all have come back", () -> bulkhead.inFlight() == 0 && ended() == begun.sum());
    Totals totals = breaker.snapshot().totals();
    assertEquals(0, totals.failed());
    assertTrue(totals.succeeded() >= CALLS, () -> "succeeded: " + totals);
    assertTrue(begun.sum() <= CALLS + hedge.hedged(), () -> "begun: " + begun);
    assertTrue(hedge.won() <= hedge.hedged());
  }

  private long ended() {
    Totals totals = breaker.snapshot().totals();
    return totals.succeeded() + totals.failed() + totals.ignored();
  }

  /** The same for calls that block, of which some lose by an interrupt. */
  @Test
  void eachBlockingCallIsBookedOnce() throws Exception {
    List<Integer> answers =
        Threads.together(
            8,
            () -> {
              int well = 0;
              for (int i = 0; i < 250; i++) {
                well +=
                    guard.call(() -> {
                      begun.increment();
                      if (Thread.interrupted()) {
                        throw new InterruptedException();
                      }
                      return 1;
                    });
              }
              return well;
            });
    assertEquals(2_000, answers.stream().mapToInt(Integer::intValue).sum());
    Await.until("all have come back", () -> bulkhead.inFlight() == 0 && ended() >= begun.sum());
    assertEquals(0, breaker.snapshot().totals().failed());
  }
}
