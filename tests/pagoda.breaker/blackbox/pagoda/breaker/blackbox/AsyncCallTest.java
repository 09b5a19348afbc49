package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Classifier;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.Probe;
import pagoda.breaker.State;
import pagoda.breaker.Totals;

/** Asynchronous calls through a breaker. */
class AsyncCallTest {
  private final Fixture fixture = Fixture.of(BreakerPolicy.defaults());
  private final CompletableFuture<Object> work = new CompletableFuture<>();

  @AfterEach
  void clearTheFlag() {
    Thread.interrupted();
  }

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

  /** Ways to end a stage on another thread, or on this one. */
  static Stream<Consumer<Runnable>> threads() {
    return Stream.of(
        Runnable::run,
        Thread::startVirtualThread,
        end -> Thread.ofPlatform().daemon().start(end),
        end -> CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS).execute(end));
  }

  @ParameterizedTest
  @MethodSource("threads")
  void endsOnAnyThread(Consumer<Runnable> thread) throws Exception {
    CompletableFuture<Object> call = begin(fixture, work);
    assertFalse(call.isDone());
    thread.accept(() -> work.complete("well"));
    assertEquals("well", call.get(30, TimeUnit.SECONDS));
    assertTotals(fixture, 1, 0, 0, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("threads")
  void failsOnAnyThread(Consumer<Runnable> thread) {
    CompletableFuture<Object> call = begin(fixture, work);
    IOException broken = new IOException("broken");
    thread.accept(() -> work.completeExceptionally(broken));
    ExecutionException thrown =
        assertThrows(ExecutionException.class, () -> call.get(30, TimeUnit.SECONDS));
    assertSame(broken, thrown.getCause());
    assertTotals(fixture, 0, 1, 0, 0, 0);
  }

  @Test
  void stageThatHasEndedAlreadyCounts() {
    assertEquals("well", begin(fixture, CompletableFuture.completedStage("well")).join());
    assertEquals("well", begin(fixture, CompletableFuture.completedFuture("well")).join());
    assertTrue(
        begin(fixture, CompletableFuture.failedFuture(new BrokenException()))
            .isCompletedExceptionally());
    assertTotals(fixture, 2, 1, 0, 0, 0);
  }

  @Test
  void failuresInARowOpenTheBreaker() {
    for (int i = 0; i < 3; i++) {
      assertTrue(
          begin(fixture, CompletableFuture.failedFuture(new BrokenException()))
              .isCompletedExceptionally());
    }
    assertEquals(State.OPEN, fixture.state());
    CompletableFuture<Object> refused =
        fixture.breaker.callAsync(() -> {
          throw new AssertionError("a refused call began");
        });
    CircuitOpenException open = assertInstanceOf(CircuitOpenException.class, thrown(refused));
    assertEquals(State.OPEN, open.refusal().state());
    assertTotals(fixture, 0, 3, 0, 0, 1);
  }

  private static Throwable thrown(CompletableFuture<?> call) {
    return call.exceptionNow();
  }

  /** The wrappers of futures hide nothing from the classifier, nor from the caller. */
  @Test
  void exceptionsAreUnwrapped() {
    IOException busy = new IOException("busy");
    Fixture ignoring =
        Fixture.of(
            BreakerPolicy.defaults()
                .withClassifier(Classifier.standard().ignoring(thrown -> thrown == busy)));
    for (Throwable wrapped :
        new Throwable[] {
          busy,
          new CompletionException(busy),
          new ExecutionException(busy),
          new CompletionException(new ExecutionException(new CompletionException(busy)))
        }) {
      CompletableFuture<Object> derived =
          begin(ignoring, CompletableFuture.failedFuture(wrapped).thenApply(any -> any));
      assertSame(busy, thrown(derived));
    }
    assertTotals(ignoring, 0, 0, 4, 0, 0);
  }

  @Test
  void wrapperWithoutACauseStaysAsItIs() {
    CompletionException bare = new CompletionException("bare", null);
    assertSame(bare, thrown(begin(fixture, CompletableFuture.failedFuture(bare))));
    assertTotals(fixture, 0, 1, 0, 0, 0);
  }

  /** What completes a stage is no caller of the breaker; its flag says nothing and stays. */
  @Test
  void interruptOfTheCompletingThreadIsNoVerdict() {
    CompletableFuture<Object> call = begin(fixture, work);
    Thread.currentThread().interrupt();
    work.completeExceptionally(new IOException("broken"));
    assertTrue(Thread.interrupted(), "the flag is still set");
    assertInstanceOf(IOException.class, thrown(call));
    assertTotals(fixture, 0, 1, 0, 0, 0);
  }

  /** But the caller's own interrupt counts for what its task throws. */
  @Test
  void interruptOfTheCallerMakesWhatItsTaskThrowsNeutral() {
    Thread.currentThread().interrupt();
    CompletableFuture<Object> call =
        fixture.breaker.callAsync(() -> {
          throw new BrokenException();
        });
    assertInstanceOf(BrokenException.class, thrown(call));
    assertTotals(fixture, 0, 0, 1, 0, 0);
  }

  @Test
  void taskThatThrowsIsAFailure() {
    Supplier<CompletionStage<Object>> broken =
        () -> {
          throw new BrokenException();
        };
    Supplier<CompletionStage<Object>> overflow =
        () -> {
          throw new StackOverflowError();
        };
    assertInstanceOf(BrokenException.class, thrown(fixture.breaker.callAsync(broken)));
    assertInstanceOf(StackOverflowError.class, thrown(fixture.breaker.callAsync(overflow)));
    assertTotals(fixture, 0, 2, 0, 0, 0);
  }

  /** No stage is the caller's mistake, not the dependency's. */
  @Test
  void missingTaskOrStageIsNoVerdict() {
    assertThrows(InvalidPolicyException.class, () -> fixture.breaker.callAsync(null));
    CompletableFuture<Object> call = fixture.breaker.callAsync(() -> null);
    assertEquals(
        "task.stage must be given, not null",
        assertInstanceOf(InvalidPolicyException.class, thrown(call)).getMessage());
    assertTotals(fixture, 0, 0, 1, 0, 0);
  }

  /** A probe that never ends loses its lease to exactly one other, and its end is ignored. */
  @Test
  void t05ProbeThatNeverEndsIsGivenUp() {
    Probe probe = Probe.defaults().withLease(Fixture.LEASE);
    Fixture probing = Fixture.readyToTest(BreakerPolicy.defaults().withProbe(probe));
    CompletableFuture<Object> lost = begin(probing, work);
    probing.clock.advance(Fixture.LEASE);
    CompletableFuture<Object> next = new CompletableFuture<>();
    CompletableFuture<Object> second = begin(probing, next);
    assertFalse(second.isDone());
    assertInstanceOf(CircuitOpenException.class, thrown(begin(probing, new CompletableFuture<>())));
    work.completeExceptionally(new BrokenException());
    assertTrue(lost.isCompletedExceptionally());
    assertEquals(State.HALF_OPEN, probing.state());
    next.complete("well");
    assertEquals(State.CLOSED, probing.state());
  }

  @Test
  void t01ResultsOfAnEarlierGenerationAreIgnored() {
    CompletableFuture<Object> call = begin(fixture, work);
    fixture.fail(3);
    fixture.clock.advance(Fixture.OPEN);
    assertTrue(fixture.breaker.tryAcquire().isGranted());
    work.complete("well");
    assertEquals("well", call.join());
    assertEquals(State.HALF_OPEN, fixture.state());
  }

  @Test
  void stageThatCannotBeFollowedIsAFailure() {
    CompletableFuture<Object> call =
        fixture.breaker.callAsync(() ->
            new CompletableFuture<Object>() {
              @Override
              public CompletableFuture<Object> whenComplete(
                  BiConsumer<? super Object, ? super Throwable> action) {
                throw new BrokenException();
              }
            });
    assertInstanceOf(BrokenException.class, thrown(call));
    assertTotals(fixture, 0, 1, 0, 0, 0);
  }

  @Test
  void dependentsAreOrdinaryFutures() {
    CompletableFuture<Object> call = begin(fixture, work);
    CompletableFuture<Object> dependent = call.thenApply(any -> any);
    assertTrue(dependent.cancel(true));
    assertFalse(call.isDone());
    work.complete("well");
    assertEquals("well", call.join());
    assertThrows(CancellationException.class, dependent::join);
  }
}
