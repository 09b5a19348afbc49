package bench.breaker;

import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Window;

/** A call that an open breaker refuses. */
@State(Scope.Benchmark)
public class RefusedCall {
  private pagoda.breaker.CircuitBreaker pagoda;
  private CircuitBreaker resilience4j;
  private Supplier<Integer> resilience4jCall;
  private dev.failsafe.CircuitBreaker<Integer> failsafe;
  private FailsafeExecutor<Integer> failsafeCall;

  /** Opens each breaker for an hour. */
  @Setup
  public void setUp() {
    pagoda = Rules.pagoda(Window.count(100));
    pagoda.trip(Duration.ofHours(1), "bench");
    resilience4j =
        Rules.resilience4j(
            SlidingWindowType.COUNT_BASED, SlidingWindowSynchronizationStrategy.SYNCHRONIZED);
    resilience4j.transitionToOpenState();
    resilience4jCall = CircuitBreaker.decorateSupplier(resilience4j, () -> 42);
    failsafe = Rules.failsafe();
    failsafe.open();
    failsafeCall = Failsafe.with(failsafe);
  }

  /** Pagoda: an exception without a stack trace. */
  @Benchmark
  public Object pagodaException() {
    try {
      return pagoda.call(() -> 42);
    } catch (CircuitOpenException e) {
      return e;
    }
  }

  /** Resilience4j: its default exception. */
  @Benchmark
  public Object resilience4jException() {
    try {
      return resilience4jCall.get();
    } catch (CallNotPermittedException e) {
      return e;
    }
  }

  /** Failsafe: its exception. */
  @Benchmark
  public Object failsafeException() {
    try {
      return failsafeCall.get(() -> 42);
    } catch (CircuitBreakerOpenException e) {
      return e;
    }
  }

  /** Pagoda: no exception. */
  @Benchmark
  public Object pagodaTryAcquire() {
    return pagoda.tryAcquire();
  }

  /** Resilience4j: no exception. */
  @Benchmark
  public boolean resilience4jTryAcquire() {
    return resilience4j.tryAcquirePermission();
  }

  /** Failsafe: no exception. */
  @Benchmark
  public boolean failsafeTryAcquire() {
    return failsafe.tryAcquirePermit();
  }
}
