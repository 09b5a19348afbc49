package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadFullException;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Resilience;
import pagoda.breaker.Retry;
import pagoda.breaker.RetryBudget;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.State;
import pagoda.breaker.Task;

/** Retries and their budget (T30). */
class RetryTest {
  private final ManualClock clock = new ManualClock();
  private final AtomicInteger attempts = new AtomicInteger();

  private static RetryPolicy policy(int attempts) {
    return RetryPolicy.defaults().withAttempts(attempts);
  }

  private Retry retry(RetryPolicy policy) {
    return Retry.of(policy, RetryBudget.of(0, 1_000, clock), clock, Fixture.longest());
  }

  /** Fails so many times, then succeeds. */
  private Task<Integer, IOException> failing(int times) {
    return () -> {
      if (attempts.incrementAndGet() <= times) {
        throw new IOException("attempt " + attempts);
      }
      return attempts.get();
    };
  }

  @Test
  void triesAgainUntilItSucceeds() throws IOException {
    assertEquals(3, retry(policy(5)).call(failing(2)));
    assertEquals(4, retry(policy(5)).call(failing(0)));
  }

  @Test
  void waitsByItsBackoff() {
    long start = clock.nanos();
    Backoff backoff =
        Backoff.fixed(Duration.ofMillis(100)).withFactor(3).withCap(Duration.ofMillis(500));
    assertThrows(IOException.class, () -> retry(policy(5).withBackoff(backoff)).call(failing(99)));
    assertEquals(100 + 300 + 500 + 500, (clock.nanos() - start) / 1_000_000);
  }

  /** The caller gets the last exception, the same object, and nothing is done to it. */
  @Test
  void lastExceptionIsThrownUntouched() {
    List<IOException> thrown = new ArrayList<>();
    IOException last =
        assertThrows(
            IOException.class,
            () ->
                retry(policy(3))
                    .call(() -> {
                      thrown.add(new IOException());
                      throw thrown.getLast();
                    }));
    assertEquals(3, thrown.size());
    assertSame(thrown.getLast(), last);
    assertEquals(0, last.getSuppressed().length);
  }

  @Test
  void asksWhichExceptionsAreWorthIt() {
    Retry retry = retry(policy(5).withRetryOn(IOException.class::isInstance));
    assertThrows(BrokenException.class, () -> retry.call(this::broken));
    assertEquals(1, attempts.get());
    Retry badPredicate =
        retry(
            policy(5)
                .withRetryOn(thrown -> {
                  throw new IllegalStateException("bad predicate, which the log shows");
                }));
    assertThrows(BrokenException.class, () -> badPredicate.call(this::broken));
    assertEquals(2, attempts.get());
  }

  private Object broken() {
    attempts.incrementAndGet();
    return BrokenException.raise();
  }

  /** T30: an interrupt during the wait ends it; the flag and the last exception survive. */
  @Test
  void t30InterruptedWait() {
    Retry retry = retry(policy(5));
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                retry.call(() -> {
                  Thread.currentThread().interrupt();
                  throw new IOException("attempt " + attempts.incrementAndGet());
                }));
    assertTrue(Thread.interrupted());
    assertEquals("attempt 1", thrown.getMessage());
  }

  /** T30: with the machine's clock, a thread that sleeps between attempts is woken. */
  @Test
  void t30InterruptWakesARealSleep() throws InterruptedException {
    Retry retry = Retry.of(policy(2).withBackoff(Backoff.fixed(Duration.ofDays(1))));
    Thread sleeper =
        Thread.ofVirtual()
            .start(() -> {
              assertThrows(IOException.class, () -> retry.call(failing(9)));
              if (Thread.currentThread().isInterrupted()) {
                attempts.addAndGet(100);
              }
            });
    sleeper.interrupt();
    sleeper.join();
    assertEquals(101, attempts.get());
  }

  /** T30: an interrupt, a cancellation or an Error is not tried again. */
  @Test
  void t30InterruptsAndErrorsAreNotRetried() {
    Retry retry = retry(policy(5));
    assertThrows(
        InterruptedException.class, () -> retry.call(() -> raise(new InterruptedException())));
    assertThrows(
        CancellationException.class, () -> retry.call(() -> raise(new CancellationException())));
    assertThrows(
        StackOverflowError.class,
        () ->
            retry.call(() -> {
              attempts.incrementAndGet();
              throw new StackOverflowError();
            }));
    assertEquals(3, attempts.get());
  }

  private <X extends Exception> Object raise(X exception) throws X {
    attempts.incrementAndGet();
    throw exception;
  }

  /** T30: refusals of breaker and bulkhead are not tried again. */
  @Test
  void t30RefusalsAreNotRetried() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    fixture.breaker.isolate();
    Resilience open = Resilience.none().with(retry(policy(5))).with(fixture.breaker);
    assertThrows(CircuitOpenException.class, () -> open.call(() -> 1));
    assertEquals(1, fixture.breaker.snapshot().totals().refused());

    Bulkhead bulkhead = Bulkhead.of("full", BulkheadPolicy.defaults().withLimit(1));
    bulkhead.tryAcquire();
    Resilience full = Resilience.none().with(retry(policy(5))).with(bulkhead);
    assertThrows(BulkheadFullException.class, () -> full.call(() -> 1));
    assertEquals(1, bulkhead.refused());
  }

  /**
   * T30: under a retry, each attempt is one record of the breaker, and a trip ends the attempts.
   */
  @Test
  void t30EachAttemptIsOneRecord() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    Resilience guard = Resilience.none().with(fixture.breaker).with(retry(policy(10)));
    assertThrows(CircuitOpenException.class, () -> guard.call(failing(99)));
    assertEquals(3, attempts.get(), "the third failure opened it; the fourth attempt was refused");
    assertEquals(State.OPEN, fixture.state());
    assertEquals(3, fixture.breaker.snapshot().totals().failed());
  }

  /** T30: nested retries that share a budget are bounded by it together. */
  @Test
  void t30NestedRetriesAreBoundedByTheBudget() {
    RetryBudget budget = RetryBudget.of(0, 1, clock);
    Backoff quick = Backoff.fixed(Duration.ofNanos(1));
    Retry outer = Retry.of(policy(100).withBackoff(quick), budget, clock, Fixture.longest());
    Retry inner = Retry.of(policy(100).withBackoff(quick), budget, clock, Fixture.longest());
    assertThrows(IOException.class, () -> outer.call(() -> inner.call(failing(100_000))));
    assertEquals(11, attempts.get(), "one call and the ten retries of ten seconds");
    assertEquals(0, budget.balance());
  }

  /** A budget is a share of the calls of the last ten seconds, on top of a fixed rate. */
  @Test
  void budgetIsAShareOfTheCalls() throws IOException {
    RetryBudget budget = RetryBudget.of(0.2, 1, clock);
    Retry retry =
        Retry.of(
            policy(2).withBackoff(Backoff.fixed(Duration.ofNanos(1))),
            budget,
            clock,
            Fixture.longest());
    for (int i = 0; i < 100; i++) {
      assertEquals(i + 1, retry.call(failing(0)));
    }
    assertEquals(30, budget.balance(), "twenty of a hundred calls, ten of ten seconds");
    int before = attempts.get();
    for (int i = 0; i < 100; i++) {
      assertThrows(IOException.class, () -> retry.call(failing(Integer.MAX_VALUE)));
    }
    assertEquals(before + 100 + 50, attempts.get(), "fifty retries: a fifth of 200, and ten");
    clock.advance(Duration.ofSeconds(11));
    assertEquals(10, budget.balance(), "old calls and old retries are forgotten");
  }

  /** A budget without any share allows none. */
  @Test
  void emptyBudget() {
    Retry retry = Retry.of(policy(5), RetryBudget.of(0, 0, clock), clock, Fixture.longest());
    assertThrows(IOException.class, () -> retry.call(failing(9)));
    assertEquals(1, attempts.get());
  }

  /** A budget holds under concurrent withdrawals. */
  @Test
  void budgetIsExactUnderConcurrency() throws Exception {
    RetryBudget budget = RetryBudget.of(0, 50, clock);
    Retry retry =
        Retry.of(
            policy(100).withBackoff(Backoff.fixed(Duration.ofNanos(1))),
            budget,
            clock,
            Fixture.longest());
    Threads.together(
        8,
        () -> {
          for (int i = 0; i < 20; i++) {
            assertThrows(IOException.class, () -> retry.call(failing(Integer.MAX_VALUE)));
          }
          return null;
        });
    assertEquals(8 * 20 + 500, attempts.get());
  }

  /** Policies are applied in one order, whatever order they are given in. */
  @Test
  void compositionOrderIsFixed() {
    Fixture fixture = Fixture.of(BreakerPolicy.defaults());
    Bulkhead bulkhead = Bulkhead.of("disk", BulkheadPolicy.defaults().withLimit(1));
    Resilience guard =
        Resilience.none().with(bulkhead).with(retry(policy(3))).with(fixture.breaker);
    assertThrows(
        IOException.class,
        () ->
            guard.call(() -> {
              assertEquals(1, bulkhead.inFlight());
              throw new IOException();
            }));
    assertEquals(0, bulkhead.inFlight());
    assertEquals(3, fixture.breaker.snapshot().totals().failed());
    assertFalse(guard.timeout().isPresent());
  }
}
