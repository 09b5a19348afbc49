package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BulkheadFullException;
import pagoda.breaker.Permit;
import pagoda.testing.Await;

/** Asynchronous calls that wait for a place in a bulkhead, under several policies. */
class AsyncBulkheadTest extends AsyncGuards {
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
