package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.TimeoutExceededException;
import pagoda.testing.Await;

/** Asynchronous calls under several policies: each permit comes back once, in every order. */
class AsyncResilienceTest extends AsyncGuards {
  /** What can end a call, from without and within. */
  enum End {
    STAGE,
    LIMIT_PASSES,
    CANCEL
  }

  static Stream<List<End>> orders() {
    List<List<End>> orders = new ArrayList<>();
    for (End first : End.values()) {
      orders.add(List.of(first));
      for (End second : End.values()) {
        if (second != first) {
          orders.add(List.of(first, second));
          for (End third : End.values()) {
            if (third != second && third != first) {
              orders.add(List.of(first, second, third));
            }
          }
        }
      }
    }
    return orders.stream();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void theFirstEndWinsAndGivesEachPermitBackOnce(List<End> order) throws Exception {
    CompletableFuture<String> call = begin(once);
    CompletableFuture<String> stage = attempts.getFirst();
    for (End end : order) {
      switch (end) {
        case STAGE -> stage.complete("well");
        case LIMIT_PASSES -> clock.advance(LIMIT);
        case CANCEL -> call.cancel(true);
      }
      Await.until("the end", call::isDone);
    }
    switch (order.getFirst()) {
      case STAGE -> {
        assertEquals("well", call.join());
        assertTotals(1, 0, 0);
      }
      case LIMIT_PASSES -> {
        assertInstanceOf(TimeoutExceededException.class, call.exceptionNow());
        assertTrue(stage.isCancelled());
        assertTotals(0, 1, 0);
      }
      case CANCEL -> {
        assertTrue(call.isCancelled());
        assertTrue(stage.isCancelled());
        assertTotals(0, 0, 1);
      }
    }
    assertNothingIsOut();
  }

  @Test
  void retriesWithoutAThreadAndThenReturns() throws Exception {
    CompletableFuture<String> call = begin(all);
    attempts.get(0).completeExceptionally(new IOException("first"));
    assertFalse(call.isDone());
    assertEquals(1, clock.alarms(), "only the wait is set");
    assertEquals(0, bulkhead.inFlight(), "no place is held between attempts");
    clock.advance(WAIT.minusNanos(1));
    assertEquals(1, attempts.size());
    clock.advance(Duration.ofNanos(1));
    awaitAttempts(2);
    attempts.get(1).complete("second");
    assertEquals("second", call.get());
    assertTotals(1, 1, 0);
    assertNothingIsOut();
  }

  @Test
  void lastAttemptsExceptionIsTheCalls() throws Exception {
    CompletableFuture<String> call = begin(all);
    IOException last = new IOException("last");
    for (int attempt = 1; attempt <= 3; attempt++) {
      awaitAttempts(attempt);
      attempts
          .get(attempt - 1)
          .completeExceptionally(attempt == 3 ? last : new IOException("not yet"));
      clock.advance(WAIT);
    }
    Await.until("the end", call::isDone);
    assertSame(last, call.exceptionNow());
    assertEquals(3, attempts.size());
    assertTotals(0, 3, 0);
    assertNothingIsOut();
  }

  @Test
  void limitIsAnAttempts() throws Exception {
    CompletableFuture<String> call = begin(all);
    clock.advance(LIMIT);
    Await.until("the wait", () -> attempts.getFirst().isCancelled() && clock.alarms() == 1);
    clock.advance(WAIT);
    awaitAttempts(2);
    attempts.get(1).complete("second");
    assertEquals("second", call.get());
    assertTotals(1, 1, 0);
    assertNothingIsOut();
  }

  @Test
  void cancelWhileAnAttemptRunsMakesNoOther() {
    CompletableFuture<String> call = begin(all);
    call.cancel(true);
    assertTrue(attempts.getFirst().isCancelled());
    clock.advance(LIMIT);
    assertEquals(1, attempts.size());
    assertTotals(0, 0, 1);
    assertNothingIsOut();
  }

  @Test
  void cancelBetweenAttemptsMakesNoOther() {
    CompletableFuture<String> call = begin(all);
    attempts.getFirst().completeExceptionally(new IOException("first"));
    call.cancel(true);
    assertEquals(0, clock.alarms(), "the wait is called off");
    clock.advance(WAIT);
    assertEquals(1, attempts.size());
    assertTotals(0, 1, 0);
    assertNothingIsOut();
  }

  @Test
  void cancelledByTheStageIsNotRetried() {
    CompletableFuture<String> call = begin(all);
    attempts.getFirst().cancel(true);
    assertTrue(call.isCancelled());
    assertTotals(0, 0, 1);
    assertNothingIsOut();
  }

  @Test
  void errorIsNotRetried() {
    CompletableFuture<String> call = begin(all);
    OutOfMemoryError error = new OutOfMemoryError("in a test");
    attempts.getFirst().completeExceptionally(error);
    assertSame(error, call.exceptionNow());
    assertTotals(0, 1, 0);
    assertNothingIsOut();
  }

  @Test
  void refusalIsNotRetried() {
    breaker.trip(WAIT, "test");
    assertInstanceOf(CircuitOpenException.class, begin(all).exceptionNow());
    assertEquals(List.of(), attempts);
    assertNothingIsOut();
  }

  /** Every stage that has ended already: no wait, no thread, and no deep stack. */
  @Test
  void stagesThatHaveEndedNeedNoThread() {
    for (int i = 0; i < 1_000; i++) {
      assertEquals("well", all.callAsync(() -> CompletableFuture.completedStage("well")).join());
    }
    assertTotals(1_000, 0, 0);
    assertNothingIsOut();
  }
}
