package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Hedge;
import pagoda.breaker.HedgePolicy;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.Resilience;
import pagoda.breaker.RetryBudget;
import pagoda.breaker.Task;
import pagoda.testing.Await;

/** Hedged calls that block, and hedged calls under the other policies. */
class HedgedGuardsTest extends AsyncGuards {
  private static final Duration DELAY = Duration.ofMillis(100);

  private final Hedge hedge =
      Hedge.of(
          HedgePolicy.defaults().withDelay(DELAY).withHedges(2),
          RetryBudget.of(0, 100, clock),
          clock);
  private final Resilience guard = Resilience.none().with(breaker).with(hedge);

  /** Counts how often a task was begun; the first call blocks until it is interrupted. */
  private final AtomicInteger begun = new AtomicInteger();

  private final CountDownLatch never = new CountDownLatch(1);

  /** Moves the clock once the first call runs, so that it is made once more. */
  private void hastenWhenBegun() {
    Thread.ofVirtual()
        .start(() -> {
          try {
            Await.until("the first call", () -> begun.get() == 1 && clock.alarms() == 1);
            clock.advance(DELAY);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void blockingCallRunsOnVirtualThreadsAndTheLoserIsInterrupted() throws Exception {
    Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
    CountDownLatch interrupted = new CountDownLatch(1);
    hastenWhenBegun();
    String answer =
        hedge.call(() -> {
          threads.add(Thread.currentThread());
          if (begun.incrementAndGet() > 1) {
            return "second";
          }
          try {
            never.await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return "first";
        });
    assertEquals("second", answer);
    interrupted.await();
    assertEquals(2, threads.size());
    assertTrue(threads.stream().allMatch(Thread::isVirtual));
    assertFalse(Thread.currentThread().isInterrupted());
  }

  /** Those of futures too: the task may declare them. */
  @Test
  void blockingCallThrowsWhatTheTaskThrew() {
    ExecutionException thrown = new ExecutionException(new IOException());
    Task<String, ExecutionException> task =
        () -> {
          throw thrown;
        };
    assertSame(thrown, assertThrows(ExecutionException.class, () -> hedge.call(task)));
  }

  @Test
  void interruptOfTheCallerIsPassedOn() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                hedge.call(() -> {
                  begun.incrementAndGet();
                  never.await();
                  return null;
                });
              } catch (InterruptedException e) {
                seen.complete("interrupted, flag " + Thread.currentThread().isInterrupted());
              }
            });
    Await.until("the call", () -> begun.get() == 1);
    caller.interrupt();
    assertEquals("interrupted, flag false", seen.join());
    clock.advance(DELAY);
    assertEquals(1, begun.get(), "none begins after that");
  }

  @Test
  void interruptOfTheCallerStaysSetWhenTheTaskReturns() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              String answer =
                  hedge.call(() -> {
                    begun.incrementAndGet();
                    try {
                      never.await();
                    } catch (InterruptedException e) {
                      return "in spite of it";
                    }
                    return null;
                  });
              seen.complete(answer + ", flag " + Thread.currentThread().isInterrupted());
            });
    Await.until("the call", () -> begun.get() == 1);
    caller.interrupt();
    assertEquals("in spite of it, flag true", seen.join());
  }

  /** Whatever it throws when it is interrupted: nobody waits for it any more. */
  @Test
  void blockingLoserGivesNoVerdict() throws Exception {
    hastenWhenBegun();
    String answer =
        guard.call(() -> {
          if (begun.incrementAndGet() > 1) {
            return "second";
          }
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new IOException("the flag is cleared, and nothing shows the interrupt");
          }
          return "first";
        });
    assertEquals("second", answer);
    Await.until("both ends", () -> breaker.snapshot().totals().ignored() == 1);
    assertTotals(1, 0, 1);
  }

  @Test
  void asynchronousLoserGivesNoVerdict() throws Exception {
    CompletableFuture<String> call = begin(guard);
    clock.advance(DELAY);
    awaitAttempts(2);
    attempts.get(1).complete("second");
    assertEquals("second", call.join());
    assertTrue(attempts.getFirst().isCancelled());
    assertTotals(1, 0, 1);
  }

  @Test
  void refusedHedgeIsNoFailureOfTheCall() throws Exception {
    CompletableFuture<String> call = begin(guard);
    breaker.isolate();
    clock.advance(DELAY);
    Await.until("the hedge is refused", () -> breaker.snapshot().totals().refused() == 1);
    assertFalse(call.isDone());
    attempts.getFirst().complete("first");
    assertEquals("first", call.join());
    assertEquals(1, attempts.size());
  }

  @Test
  void refusalIsThrownOnlyWhenThereIsNothingElse() throws Exception {
    CompletableFuture<String> failing = begin(guard);
    breaker.isolate();
    clock.advance(DELAY);
    Await.until("the hedge is refused", () -> breaker.snapshot().totals().refused() == 1);
    attempts.getFirst().completeExceptionally(new BrokenException());
    assertInstanceOf(BrokenException.class, failing.exceptionNow());
    CompletableFuture<String> refused = begin(guard);
    assertInstanceOf(CircuitOpenException.class, refused.exceptionNow());
    assertEquals(1, attempts.size());
    assertEquals(0, clock.alarms());
  }

  /** With one place in the bulkhead the hedge waits there, and is called off by the winner. */
  @Test
  void hedgeThatWaitsForAPlaceIsCalledOff() throws Exception {
    CompletableFuture<String> call = begin(once.with(hedge));
    clock.advance(DELAY);
    Await.until("the hedge waits", () -> bulkhead.waiting() == 1);
    attempts.getFirst().complete("first");
    assertEquals("first", call.join());
    Await.until("it is called off", () -> breaker.snapshot().totals().ignored() == 1);
    Await.until("nothing waits", () -> bulkhead.waiting() == 0 && clock.alarms() == 0);
    Await.until("a place it was just given is back", () -> bulkhead.inFlight() == 0);
    assertNothingIsOut();
    assertTotals(1, 0, 1);
  }

  @Test
  void retryMakesAHedgedCallAgainWhenAllHaveFailed() throws Exception {
    CompletableFuture<String> call = begin(guard.with(retry));
    clock.advance(DELAY);
    awaitAttempts(2);
    attempts.get(1).completeExceptionally(new BrokenException());
    attempts.getFirst().completeExceptionally(new BrokenException());
    Await.until("the wait", () -> clock.alarms() == 1);
    clock.advance(WAIT);
    awaitAttempts(3);
    attempts.get(2).complete("third");
    assertEquals("third", call.join());
    assertTotals(1, 2, 0);
    assertEquals(0, clock.alarms());
  }

  @Test
  void compositionHasOneHedge() {
    assertSame(hedge, guard.hedge().orElseThrow());
    assertThrows(InvalidPolicyException.class, () -> guard.with(hedge));
    assertEquals("well", guard.call(() -> "well"));
  }
}
