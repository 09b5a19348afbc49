package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.BreakerRegistry;
import pagoda.breaker.BreakerSubscription;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.Probe;
import pagoda.breaker.Ramp;
import pagoda.breaker.Resilience;
import pagoda.breaker.Retry;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.State;
import pagoda.breaker.Task;
import pagoda.breaker.Timeout;
import pagoda.breaker.TimeoutExceededException;
import pagoda.breaker.Transition;
import pagoda.testing.Await;

/** More of them: errors, missing tasks, the registry, the composition. */
final class MoreCasesTest {
  private static final Duration LONG = Duration.ofHours(1);

  private static Object raise(Exception e) throws Exception {
    throw e;
  }

  /** B04: an Error of a task that the limit has interrupted. */
  @Test
  void b04_anErrorIsNeitherHiddenNorRetried() {
    AtomicInteger attempts = new AtomicInteger();
    Resilience guard =
        Resilience.none()
            .with(Retry.of(RetryPolicy.defaults()))
            .with(Timeout.of(Duration.ofMillis(5)));
    OutOfMemoryError error = new OutOfMemoryError("a test's");
    Task<Object, RuntimeException> task =
        () -> {
          attempts.incrementAndGet();
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
          throw error;
        };
    Throwable thrown = thrownBy(guard, task);
    while (thrown instanceof TimeoutExceededException late && !late.hasBegun()) {
      thrown = thrownBy(guard, task); // the machine was too busy to begin within the limit
    }
    assertSame(error, thrown);
    assertEquals(1, attempts.get());
    assertFalse(Thread.interrupted(), "the limit's interrupt is taken back");
  }

  private static Throwable thrownBy(Resilience guard, Task<Object, RuntimeException> task) {
    return assertThrows(Throwable.class, () -> guard.call(task));
  }

  /** B04: nor is one that a future has wrapped. */
  @Test
  void b04_aWrappedErrorIsNotRetried() {
    AtomicInteger attempts = new AtomicInteger();
    assertThrows(
        ExecutionException.class,
        () ->
            Retry.of(RetryPolicy.defaults())
                .call(() -> {
                  attempts.incrementAndGet();
                  throw new ExecutionException(new StackOverflowError());
                }));
    assertEquals(1, attempts.get());
  }

  /** B05: no task is refused before anything is taken or counted. */
  @Test
  void b05_noTaskIsNoFailureOfTheDependency() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    Bulkhead bulkhead = Bulkhead.of("one", BulkheadPolicy.defaults().withLimit(1));
    Task<Object, RuntimeException> none = null;
    assertThrows(InvalidPolicyException.class, () -> fixture.breaker.call(none));
    assertThrows(InvalidPolicyException.class, () -> fixture.breaker.callOr(none, r -> 1));
    assertThrows(InvalidPolicyException.class, () -> bulkhead.call(none));
    assertThrows(InvalidPolicyException.class, () -> Timeout.of(LONG).call(none));
    assertThrows(InvalidPolicyException.class, () -> Retry.of(RetryPolicy.defaults()).call(none));
    assertThrows(
        InvalidPolicyException.class, () -> Resilience.none().with(fixture.breaker).call(none));
    assertEquals(0, fixture.breaker.snapshot().totals().failed());
    assertEquals(0, bulkhead.inFlight());
  }

  /** B05: a limit that is over before the task could begin. */
  @Test
  void b05_aTaskThatNeverBeganIsNoFailureOfTheDependency() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    Resilience guard =
        Resilience.none().with(fixture.breaker).with(Timeout.of(Duration.ofNanos(1)));
    int failed = 0;
    for (int i = 0; i < 500; i++) {
      try {
        guard.call(() -> "began");
      } catch (TimeoutExceededException e) {
        failed += e.hasBegun() ? 1 : 0;
      }
      fixture.breaker.reset();
    }
    assertEquals(failed, fixture.breaker.snapshot().totals().failed());
    fixture.acquire().failure(TimeoutExceededException.unbegun(Duration.ofNanos(1)));
    assertEquals("Closed (failures: 0)", fixture.breaker.describe());
  }

  /** B06: a slow function for one name holds up no other, and one that asks for the same name. */
  @Test
  void b06_theOwnersFunctionRunsOutsideTheLock() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    BreakerRegistry registry =
        BreakerRegistry.of(
            10,
            LONG,
            name -> {
              if (name.equals("slow")) {
                inside.countDown();
                awaitQuietly(slow);
              }
              return BreakerPolicy.defaults();
            });
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<CircuitBreaker> first = callers.submit(() -> registry.breaker("slow"));
      inside.await();
      Future<CircuitBreaker> other = callers.submit(() -> registry.breaker("quick"));
      Await.until("another name is not held up", other::isDone);
      slow.countDown();
      assertSame(first.get(), registry.breaker("slow"));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** B06: asking for the same name from within makes one breaker, not two. */
  @Test
  void b06_askingForTheSameNameFromWithinMakesOneBreaker() {
    AtomicReference<BreakerRegistry> registry = new AtomicReference<>();
    AtomicReference<CircuitBreaker> inner = new AtomicReference<>();
    AtomicInteger depth = new AtomicInteger();
    registry.set(
        BreakerRegistry.of(
            10,
            LONG,
            name -> {
              if (depth.getAndIncrement() == 0) {
                inner.set(registry.get().breaker(name));
              }
              return BreakerPolicy.defaults();
            }));
    assertSame(registry.get().breaker("one"), inner.get());
    assertEquals(1, registry.get().breakers().size());
  }

  /** B06's kind: one listener that was added twice and taken out once. */
  @Test
  void b06_aListenerAddedTwiceLeavesOnce() throws Exception {
    BreakerRegistry registry = BreakerRegistry.of(10, LONG, name -> BreakerPolicy.defaults());
    ConcurrentLinkedQueue<Transition> told = new ConcurrentLinkedQueue<>();
    java.util.function.Consumer<Transition> listener = told::add;
    BreakerSubscription first = registry.subscribe(listener);
    registry.subscribe(listener);
    first.close();
    first.close();
    registry.breaker("one").isolate();
    Await.until("told by the second", () -> told.size() == 1);
  }

  /** B07: a second policy of a kind. */
  @Test
  void b07_aSecondPolicyOfAKindIsRefused() {
    CircuitBreaker breaker = CircuitBreaker.of("one", BreakerPolicy.defaults());
    Resilience guard =
        Resilience.none()
            .with(breaker)
            .with(Retry.of(RetryPolicy.defaults()))
            .with(Bulkhead.of("one", BulkheadPolicy.defaults().withLimit(1)))
            .with(Timeout.of(LONG));
    assertThrows(InvalidPolicyException.class, () -> guard.with(breaker));
    assertThrows(InvalidPolicyException.class, () -> guard.with(Retry.of(RetryPolicy.defaults())));
    assertThrows(
        InvalidPolicyException.class,
        () -> guard.with(Bulkhead.of("two", BulkheadPolicy.defaults().withLimit(1))));
    assertThrows(InvalidPolicyException.class, () -> guard.with(Timeout.of(LONG)));
  }

  /** The kind of b01 and b04: an exception whose own methods throw is still the caller's. */
  @Test
  void b04_anExceptionWhoseMethodsThrowIsTheCallers() {
    final class Hostile extends ExecutionException {
      private static final long serialVersionUID = 1L;

      @Override
      public synchronized Throwable getCause() {
        throw new StackOverflowError("getCause");
      }

      @Override
      public String getMessage() {
        throw new StackOverflowError("getMessage");
      }

      @Override
      public String toString() {
        throw new StackOverflowError("toString");
      }

      @Override
      public int hashCode() {
        throw new StackOverflowError("hashCode");
      }
    }
    Fixture fixture = Fixture.of(Fixture.policy(1));
    Hostile hostile = new Hostile();
    for (int i = 0; i < 3; i++) {
      try {
        fixture.breaker.call(() -> raise(hostile));
      } catch (Exception e) {
        assertTrue(e == hostile);
      }
    }
    assertEquals(State.OPEN, fixture.state());
  }

  /** A ramp that ends tells its listeners without waiting for the next transition. */
  @Test
  void theEndOfARampIsToldAtOnce() throws Exception {
    Fixture fixture =
        Fixture.readyToTest(
            BreakerPolicy.defaults()
                .withProbe(
                    Probe.defaults()
                        .withPermits(1)
                        .withRamp(Ramp.defaults().withStep(Fixture.OPEN))));
    ConcurrentLinkedQueue<Transition> told = new ConcurrentLinkedQueue<>();
    fixture.breaker.subscribe(told::add);
    fixture.succeed();
    fixture.clock.advance(LONG);
    fixture.succeed();
    Await.until("told of the end", () -> told.stream().anyMatch(each -> each.to() == State.CLOSED));
  }
}
