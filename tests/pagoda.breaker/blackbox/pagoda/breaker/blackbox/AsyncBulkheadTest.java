package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadFullException;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Permit;
import pagoda.breaker.Resilience;
import pagoda.breaker.Retry;
import pagoda.breaker.RetryBudget;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.Timeout;
import pagoda.breaker.Totals;
import pagoda.breaker.Trip;
import pagoda.testing.Await;

/** Asynchronous calls that wait for a place in a bulkhead, under several policies. */
class AsyncBulkheadTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "dependency",
          BreakerPolicy.defaults().withTrips(new Trip.ConsecutiveFailures(100)),
          clock,
          Fixture.longest());
  private final Bulkhead bulkhead =
      Bulkhead.of(
          "dependency",
          BulkheadPolicy.defaults().withLimit(1).withMaxWait(WAIT).withMaxWaiting(2),
          clock);
  private final Retry retry =
      Retry.of(
          RetryPolicy.defaults().withBackoff(Backoff.fixed(WAIT)),
          RetryBudget.of(1, 10, clock),
          clock,
          Fixture.longest());
  private final Resilience once =
      Resilience.none().with(breaker).with(bulkhead).with(Timeout.of(LIMIT, clock));
  private final Resilience all = once.with(retry);

  /** The stages that a call was given, one an attempt. */
  private final List<CompletableFuture<String>> attempts =
      Collections.synchronizedList(new ArrayList<>());

  private CompletableFuture<String> begin(Resilience guard) {
    return guard.callAsync(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      attempts.add(stage);
      return stage;
    });
  }

  private void awaitAttempts(int many) throws Exception {
    Await.until(many + " attempts", () -> attempts.size() == many);
  }

  private void assertNothingIsOut() {
    assertEquals(0, bulkhead.inFlight());
    assertEquals(0, bulkhead.waiting());
    assertEquals(0, clock.alarms(), "alarms");
    assertTrue(bulkhead.tryAcquire().isGranted(), "its one place is free");
    assertFalse(bulkhead.tryAcquire().isGranted(), "and there is no other");
  }

  private void assertTotals(int succeeded, int failed, int ignored) {
    assertEquals(new Totals(succeeded, failed, ignored, 0, 0), breaker.snapshot().totals());
  }

  @Test
  void cancelWhileWaitingForAPlaceLeavesTheLine() {
    Permit place = bulkhead.tryAcquire();
    CompletableFuture<String> call = begin(all);
    assertEquals(1, bulkhead.waiting());
    call.cancel(true);
    assertEquals(0, bulkhead.waiting());
    assertEquals(List.of(), attempts);
    assertTotals(0, 0, 1);
    place.success();
    assertNothingIsOut();
  }

  /** A call that had to wait begins on a thread of its own, so its caller can be quicker. */
  @Test
  void cancelWhileTheTaskBeginsCancelsItsStage() throws Exception {
    Permit place = bulkhead.tryAcquire();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> call =
        once.callAsync(() -> {
          begun.countDown();
          awaitQuietly(cancelled);
          return stage;
        });
    place.success();
    begun.await();
    call.cancel(true);
    cancelled.countDown();
    Await.until("the stage's end", stage::isCancelled);
    assertTotals(0, 0, 1);
    assertNothingIsOut();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoWaitsGetsThePlaceThatIsFreed() throws Exception {
    CompletableFuture<String> first = begin(once);
    CompletableFuture<String> second = begin(once);
    CompletableFuture<String> third = begin(once);
    assertEquals(2, bulkhead.waiting());
    for (int i = 0; i < 3; i++) {
      awaitAttempts(i + 1);
      assertEquals(1, bulkhead.inFlight());
      attempts.get(i).complete("done " + i);
    }
    assertEquals("done 0", first.get());
    assertEquals("done 1", second.get(), "first come, first served");
    assertEquals("done 2", third.get());
    assertNothingIsOut();
  }

  @Test
  void whoWaitsTooLongIsRefused() throws Exception {
    Permit place = bulkhead.tryAcquire();
    CompletableFuture<String> call = begin(once);
    clock.advance(WAIT);
    Await.until("the refusal", call::isDone);
    assertInstanceOf(BulkheadFullException.class, call.exceptionNow());
    assertEquals(1, bulkhead.refused());
    assertTotals(0, 0, 1);
    place.success();
    assertNothingIsOut();
  }

  @Test
  void linesAreBounded() {
    Permit place = bulkhead.tryAcquire();
    List<CompletableFuture<String>> waiting = List.of(begin(once), begin(once));
    CompletableFuture<String> third = begin(once);
    assertInstanceOf(BulkheadFullException.class, third.exceptionNow());
    waiting.forEach(call -> call.cancel(true));
    place.success();
    assertNothingIsOut();
  }

  @Test
  void raisedLimitServesTheLine() throws Exception {
    CompletableFuture<String> first = begin(once);
    CompletableFuture<String> second = begin(once);
    bulkhead.limit(2);
    awaitAttempts(2);
    assertEquals(2, bulkhead.inFlight());
    attempts.forEach(stage -> stage.complete("well"));
    assertEquals("well", first.get());
    assertEquals("well", second.get());
    bulkhead.limit(1);
    assertNothingIsOut();
  }

  @Test
  void callOnAThreadFreesAPlaceForOneWithout() throws Exception {
    CompletableFuture<String> call =
        bulkhead.call(() -> {
          CompletableFuture<String> waits = begin(once);
          assertEquals(List.of(), attempts);
          return waits;
        });
    awaitAttempts(1);
    attempts.getFirst().complete("well");
    assertEquals("well", call.get());
    assertNothingIsOut();
  }
}
