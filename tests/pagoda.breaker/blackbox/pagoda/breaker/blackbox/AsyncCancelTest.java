package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.State;
import pagoda.breaker.Totals;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;
import pagoda.testing.Await;

/** Asynchronous calls that are given up, by their callers or by the stage. */
class AsyncCancelTest {
  private final Fixture fixture = Fixture.of(BreakerPolicy.defaults());
  private final CompletableFuture<Object> work = new CompletableFuture<>();

  private static CompletableFuture<Object> begin(
      Fixture fixture, CompletionStage<? extends Object> work) {
    return fixture.breaker.callAsync(() -> work);
  }

  /** Succeeded, failed, ignored, slow and refused, in this order. */
  private static void assertTotals(Fixture fixture, int... totals) {
    assertEquals(
        new Totals(totals[0], totals[1], totals[2], totals[3], totals[4]),
        fixture.breaker.snapshot().totals());
  }

  private static Throwable thrown(CompletableFuture<?> call) {
    return call.exceptionNow();
  }

  @Test
  void cancellingTheCallCancelsTheStage() {
    Fixture probing = Fixture.readyToTest(Fixture.policy(1));
    CompletableFuture<Object> call = begin(probing, work);
    assertFalse(probing.breaker.tryAcquire().isGranted(), "the only probe is out");
    assertTrue(call.cancel(true));
    assertTrue(call.isCancelled());
    assertTrue(work.isCancelled());
    assertTotals(probing, 0, 0, 1, 0, 1);
    assertTrue(probing.breaker.tryAcquire().isGranted(), "its permit is back");
  }

  @Test
  void cancellingTheStageCancelsTheCall() {
    Fixture probing = Fixture.readyToTest(Fixture.policy(1));
    CompletableFuture<Object> call = begin(probing, work.thenApply(any -> any));
    work.cancel(true);
    assertTrue(call.isCancelled());
    assertTotals(probing, 0, 0, 1, 0, 0);
    assertTrue(probing.breaker.tryAcquire().isGranted(), "its permit is back");
  }

  @Test
  void cancellingACallThatHasEndedChangesNothing() {
    CompletableFuture<Object> call = begin(fixture, work);
    work.complete("well");
    assertFalse(call.cancel(true));
    assertFalse(call.complete("other"));
    assertFalse(call.completeExceptionally(new BrokenException()));
    assertEquals("well", call.join());
    assertTotals(fixture, 1, 0, 0, 0, 0);
  }

  @Test
  void stageThatEndsAfterTheCancelChangesNothing() {
    CompletableFuture<Object> call = fixture.breaker.callAsync(() -> new Uncancellable<>(work));
    call.cancel(true);
    work.completeExceptionally(new BrokenException());
    assertTrue(call.isCancelled());
    assertTotals(fixture, 0, 0, 1, 0, 0);
  }

  /** A stage of a foreign class, without a future behind it. */
  private static final class Uncancellable<T> extends CompletableFuture<T> {
    Uncancellable(CompletionStage<T> work) {
      work.whenComplete((value, thrown) -> {
        if (thrown == null) {
          complete(value);
        } else {
          completeExceptionally(thrown);
        }
      });
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      throw new UnsupportedOperationException("cancel");
    }
  }

  @Test
  void timeLimitOfTheCallerIsAFailureAndCancelsTheStage() throws Exception {
    CompletableFuture<Object> call = begin(fixture, work).orTimeout(1, TimeUnit.MILLISECONDS);
    Await.until("the time limit", call::isDone);
    assertInstanceOf(TimeoutException.class, thrown(call));
    assertTrue(work.isCancelled());
    assertTotals(fixture, 0, 1, 0, 0, 0);
  }

  @Test
  void valueOfTheCallerIsNoVerdictAndCancelsTheStage() {
    CompletableFuture<Object> call = begin(fixture, work);
    assertTrue(call.complete("by hand"));
    assertEquals("by hand", call.join());
    assertTrue(work.isCancelled());
    assertTotals(fixture, 0, 0, 1, 0, 0);
  }

  /** As b02 has it for calls on a thread. */
  @Test
  void b02GivenUpPastTheThresholdIsSlow() {
    Fixture slow =
        Fixture.of(
            BreakerPolicy.defaults()
                .withSlowAfter(Duration.ofMillis(20))
                .withTrips(new Trip.SlowRate(1, 4))
                .withWindow(Window.count(4)));
    for (int i = 0; i < 4; i++) {
      CompletableFuture<Object> call = begin(slow, new CompletableFuture<>());
      slow.clock.advance(Duration.ofMillis(100));
      call.cancel(true);
    }
    assertTotals(slow, 0, 0, 4, 4, 0);
    assertEquals(State.OPEN, slow.state());
  }
}
