package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Resilience;
import pagoda.breaker.Retry;
import pagoda.breaker.RetryBudget;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.Timeout;
import pagoda.breaker.Totals;
import pagoda.breaker.Trip;
import pagoda.testing.Await;

/** A breaker, a bulkhead of one place, a timeout and retries around asynchronous calls. */
abstract class AsyncGuards {
  static final Duration LIMIT = Duration.ofSeconds(5);
  static final Duration WAIT = Duration.ofSeconds(1);

  final ManualClock clock = new ManualClock();
  final CircuitBreaker breaker =
      CircuitBreaker.of(
          "dependency",
          BreakerPolicy.defaults().withTrips(new Trip.ConsecutiveFailures(100)),
          clock,
          Fixture.longest());
  final Bulkhead bulkhead =
      Bulkhead.of(
          "dependency",
          BulkheadPolicy.defaults().withLimit(1).withMaxWait(WAIT).withMaxWaiting(2),
          clock);
  final Retry retry =
      Retry.of(
          RetryPolicy.defaults().withBackoff(Backoff.fixed(WAIT)),
          RetryBudget.of(1, 10, clock),
          clock,
          Fixture.longest());
  final Resilience once =
      Resilience.none().with(breaker).with(bulkhead).with(Timeout.of(LIMIT, clock));
  final Resilience all = once.with(retry);

  /** The stages that a call was given, one an attempt. */
  final List<CompletableFuture<String>> attempts = Collections.synchronizedList(new ArrayList<>());

  final CompletableFuture<String> begin(Resilience guard) {
    return guard.callAsync(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      attempts.add(stage);
      return stage;
    });
  }

  final void awaitAttempts(int many) throws Exception {
    Await.until(many + " attempts", () -> attempts.size() == many);
  }

  final void assertNothingIsOut() {
    assertEquals(0, bulkhead.inFlight());
    assertEquals(0, bulkhead.waiting());
    assertEquals(0, clock.alarms(), "alarms");
    assertTrue(bulkhead.tryAcquire().isGranted(), "its one place is free");
    assertFalse(bulkhead.tryAcquire().isGranted(), "and there is no other");
  }

  final void assertTotals(int succeeded, int failed, int ignored) {
    assertEquals(new Totals(succeeded, failed, ignored, 0, 0), breaker.snapshot().totals());
  }
}
