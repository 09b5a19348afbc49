package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Resilience;
import pagoda.breaker.Retry;
import pagoda.breaker.RetryAfter;
import pagoda.breaker.RetryBudget;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.Timeout;
import pagoda.breaker.TimeoutExceededException;
import pagoda.testing.Await;

/** Retries on results, attempt numbers, one deadline for all attempts, waits that are asked for. */
class RetryMoreTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();
  private final long start = clock.nanos();
  private final RetryBudget budget = RetryBudget.of(0, 1_000, clock);
  private final List<Integer> attempts = new ArrayList<>();
  private final RetryPolicy policy =
      RetryPolicy.defaults().withAttempts(4).withBackoff(Backoff.fixed(SECOND));

  private Retry retry(RetryPolicy policy) {
    return Retry.of(policy, budget, clock, Fixture.longest());
  }

  private Duration passed() {
    return Duration.ofNanos(clock.nanos() - start);
  }

  private static RetryPolicy onBusy(RetryPolicy policy) {
    return policy.withRetryOnResult(result -> "busy".equals(result));
  }

  private String answer(int attempt, int wellFrom) {
    attempts.add(attempt);
    return attempt < wellFrom ? "busy" : "well";
  }

  @Test
  void resultsAreWorthAnotherAttempt() {
    assertEquals("well", retry(onBusy(policy)).call(attempt -> answer(attempt, 3)));
    assertEquals(List.of(1, 2, 3), attempts);
    assertEquals(SECOND.multipliedBy(2), passed());
  }

  @Test
  void lastResultIsReturned() {
    assertEquals("busy", retry(onBusy(policy)).call(attempt -> answer(attempt, 99)));
    assertEquals(List.of(1, 2, 3, 4), attempts);
  }

  @Test
  void resultsAreNotRetriedUnlessAsked() {
    assertEquals("busy", retry(policy).call(attempt -> answer(attempt, 3)));
  }

  @Test
  void nullIsAResultToo() {
    Retry onNull = retry(policy.withRetryOnResult(result -> result == null));
    assertEquals("well", onNull.call(attempt -> attempt < 2 ? null : "well"));
  }

  @Test
  void resultsNeedTheBudgetToo() {
    Retry poor = Retry.of(onBusy(policy), RetryBudget.of(0, 0, clock), clock, Fixture.longest());
    assertEquals("busy", poor.call(attempt -> answer(attempt, 2)));
  }

  @Test
  void predicateThatThrowsKeepsTheResult() {
    Retry bad =
        retry(
            policy.withRetryOnResult(result -> {
              throw new BrokenException();
            }));
    assertEquals("busy", bad.call(attempt -> answer(attempt, 2)));
    assertEquals(List.of(1), attempts);
  }

  @Test
  void attemptNumberReachesTheCallThroughEveryPolicy() throws Exception {
    Resilience all =
        Resilience.none()
            .with(Fixture.of(BreakerPolicy.defaults(), clock).breaker)
            .with(Timeout.of(SECOND, clock));
    assertEquals("busy", all.call(attempt -> answer(attempt, 2)));
    assertEquals("well", all.with(retry(onBusy(policy))).call(attempt -> answer(attempt, 2)));
    assertEquals(List.of(1, 1, 2), attempts);
    CompletableFuture<String> later =
        all.with(retry(onBusy(policy)))
            .callAsync(attempt -> CompletableFuture.completedFuture(answer(attempt, 2)));
    clock.advance(SECOND);
    assertEquals("well", later.get(30, TimeUnit.SECONDS));
    assertEquals(List.of(1, 1, 2, 1, 2), attempts);
    assertEquals(
        "busy", all.callAsync(attempt -> CompletableFuture.completedFuture("busy")).join());
  }

  @Test
  void asyncResultsAreWorthAnotherAttempt() throws Exception {
    CompletableFuture<String> call =
        retry(onBusy(policy))
            .callAsync(attempt -> CompletableFuture.completedFuture(answer(attempt, 3)));
    clock.advance(SECOND);
    Await.until("the second attempt", () -> clock.alarms() == 1);
    clock.advance(SECOND);
    assertEquals("well", call.get(30, TimeUnit.SECONDS));
    assertEquals(List.of(1, 2, 3), attempts);
  }

  /** No wait begins that would end past the deadline: the caller gets the last failure at once. */
  @Test
  void deadlineEndsTheWaits() {
    IOException last =
        assertThrows(
            IOException.class,
            () ->
                retry(policy.withDeadline(Duration.ofMillis(2_500)))
                    .call(attempt -> {
                      attempts.add(attempt);
                      throw new IOException("attempt " + attempt);
                    }));
    assertEquals("attempt 3", last.getMessage());
    assertEquals(SECOND.multipliedBy(2), passed());
    assertEquals(0, clock.alarms());
  }

  /** What the attempts themselves take counts too. */
  @Test
  void deadlineCountsTheAttempts() {
    assertThrows(
        IOException.class,
        () ->
            retry(policy.withDeadline(Duration.ofMillis(5_500)))
                .call(attempt -> {
                  attempts.add(attempt);
                  clock.advance(SECOND.multipliedBy(2));
                  throw new IOException();
                }));
    assertEquals(List.of(1, 2), attempts);
  }

  @Test
  void deadlineInterruptsTheAttemptThatRuns() throws Exception {
    Retry bounded = retry(policy.withDeadline(SECOND));
    Thread caller = Thread.currentThread();
    TimeoutExceededException late =
        assertThrows(
            TimeoutExceededException.class,
            () ->
                bounded.call(attempt -> {
                  attempts.add(attempt);
                  Thread.startVirtualThread(() -> clock.advance(SECOND));
                  Await.until("never", () -> false);
                  return "late";
                }));
    assertEquals(SECOND, late.limit());
    assertInstanceOf(InterruptedException.class, late.getCause());
    assertFalse(caller.isInterrupted());
    assertEquals(List.of(1), attempts);
  }

  @Test
  void deadlineCancelsTheStageThatRuns() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> call = retry(policy.withDeadline(SECOND)).callAsync(attempt -> stage);
    clock.advance(SECOND);
    Await.until("the deadline", call::isDone);
    assertInstanceOf(TimeoutExceededException.class, call.exceptionNow());
    assertTrue(stage.isCancelled());
    assertEquals(0, clock.alarms());
  }

  @Test
  void deadlineOfAnAsyncCallEndsTheWaits() {
    CompletableFuture<String> call =
        retry(policy.withDeadline(SECOND))
            .callAsync(attempt -> CompletableFuture.failedFuture(new IOException("first")));
    assertInstanceOf(IOException.class, call.exceptionNow());
    assertEquals(0, clock.alarms());
  }

  private static RetryAfter asking(Duration wait) {
    return RetryAfter.of(result -> Optional.of(wait), thrown -> Optional.of(wait));
  }

  @Test
  void waitIsTheOneAskedFor() {
    RetryPolicy asked = onBusy(policy).withRetryAfter(asking(Duration.ofSeconds(7)));
    assertEquals("well", retry(asked).call(attempt -> answer(attempt, 3)));
    assertEquals(Duration.ofSeconds(14), passed());
    assertThrows(BrokenException.class, () -> retry(asked).call(BrokenException::raise));
    assertEquals(Duration.ofSeconds(14 + 21), passed());
  }

  @Test
  void asyncWaitIsTheOneAskedFor() throws Exception {
    CompletableFuture<String> call =
        retry(onBusy(policy).withRetryAfter(asking(Duration.ofSeconds(7))))
            .callAsync(attempt -> CompletableFuture.completedFuture(answer(attempt, 2)));
    clock.advance(Duration.ofSeconds(6));
    assertFalse(call.isDone());
    clock.advance(SECOND);
    assertEquals("well", call.get(30, TimeUnit.SECONDS));
  }

  /** A call that is asked to wait very long is not made again, and nothing is paid for. */
  @Test
  void waitPastTheLongestIsNotWaited() {
    long before = budget.balance();
    Duration longest = policy.longestWait();
    Retry patient = retry(onBusy(policy).withRetryAfter(asking(longest)));
    assertEquals("well", patient.call(attempt -> answer(attempt, 2)));
    attempts.clear();
    Retry tooLong = retry(onBusy(policy).withRetryAfter(asking(longest.plusNanos(1))));
    assertEquals("busy", tooLong.call(attempt -> answer(attempt, 2)));
    assertEquals(List.of(1), attempts);
    assertEquals(longest, passed());
    clock.advance(Duration.ofMinutes(1));
    assertEquals(before, budget.balance());
  }

  @Test
  void readerThatThrowsAsksForNothing() {
    RetryAfter bad =
        RetryAfter.ofResults(result -> {
          throw new BrokenException();
        });
    assertEquals(
        "well", retry(onBusy(policy).withRetryAfter(bad)).call(attempt -> answer(attempt, 2)));
    assertEquals(SECOND, passed());
  }

  @Test
  void negativeWaitIsNone() {
    RetryPolicy now = onBusy(policy).withRetryAfter(asking(Duration.ofSeconds(-9)));
    assertEquals("well", retry(now).call(attempt -> answer(attempt, 2)));
    assertEquals(Duration.ZERO, passed());
  }

  @Test
  void fallbackAnswersForEveryFailure() {
    Fixture fixture = Fixture.of(BreakerPolicy.defaults(), clock);
    Resilience guard = Resilience.none().with(fixture.breaker).with(retry(policy.withAttempts(1)));
    assertEquals("well", guard.callOr(() -> "well", thrown -> "cached"));
    IOException broken = new IOException("broken");
    Object seen =
        guard.callOr(
            () -> {
              throw broken;
            },
            thrown -> thrown);
    assertSame(broken, seen);
    fixture.breaker.trip(SECOND, "test");
    assertInstanceOf(
        CircuitOpenException.class, guard.<Object>callOr(() -> "well", thrown -> thrown));
  }

  @Test
  void fallbackHidesNoErrorAndKeepsTheInterrupt() {
    Resilience guard = Resilience.none();
    assertThrows(
        StackOverflowError.class,
        () ->
            guard.callOr(
                () -> {
                  throw new StackOverflowError();
                },
                thrown -> "cached"));
    String answer =
        guard.callOr(
            () -> {
              throw new InterruptedException();
            },
            thrown -> "cached");
    assertEquals("cached", answer);
    assertTrue(Thread.interrupted());
  }
}
