package bench.breaker;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import pagoda.breaker.Window;

/** A call that succeeds at once, through a closed breaker that all threads share. */
@State(Scope.Benchmark)
public class ClosedCall {
  private final Integer answer = 42;
  private pagoda.breaker.CircuitBreaker pagoda;
  private pagoda.breaker.CircuitBreaker pagodaDefault;
  private pagoda.breaker.CircuitBreaker pagodaTime;
  private Supplier<Integer> resilience4j;
  private Supplier<Integer> resilience4jLockFree;
  private FailsafeExecutor<Integer> failsafe;
  private dev.failsafe.CircuitBreaker<Integer> failsafeRaw;

  /** Makes each breaker and fills its window. */
  @Setup
  public void setUp() {
    pagoda = Rules.pagoda(Window.count(100));
    pagodaDefault = Rules.standard();
    pagodaTime = Rules.pagoda(Window.time(Duration.ofSeconds(100)));
    resilience4j = decorated(SlidingWindowSynchronizationStrategy.SYNCHRONIZED);
    resilience4jLockFree = decorated(SlidingWindowSynchronizationStrategy.LOCK_FREE);
    failsafe = Failsafe.with(Rules.<Integer>failsafe());
    failsafeRaw = Rules.failsafe();
  }

  private Supplier<Integer> decorated(SlidingWindowSynchronizationStrategy strategy) {
    CircuitBreaker breaker = Rules.resilience4j(SlidingWindowType.COUNT_BASED, strategy);
    return CircuitBreaker.decorateSupplier(breaker, () -> answer);
  }

  /** The call without a breaker. */
  @Benchmark
  public Integer bare() {
    return answer;
  }

  /** Two readings of the clock, which every breaker with a rule for slow calls needs. */
  @Benchmark
  public long clockTwice() {
    long first = System.nanoTime();
    return System.nanoTime() - first;
  }

  /** Pagoda, equal rules. */
  @Benchmark
  public Integer pagoda() {
    return pagoda.call(() -> answer);
  }

  /** Pagoda, equal rules over a time window. */
  @Benchmark
  public Integer pagodaTimeWindow() {
    return pagodaTime.call(() -> answer);
  }

  /** Pagoda as it comes: three failures in a row. */
  @Benchmark
  public Integer pagodaDefault() {
    return pagodaDefault.call(() -> answer);
  }

  /** Resilience4j, equal rules, its default window. */
  @Benchmark
  public Integer resilience4j() {
    return resilience4j.get();
  }

  /** Resilience4j, equal rules, its lock-free window. */
  @Benchmark
  public Integer resilience4jLockFree() {
    return resilience4jLockFree.get();
  }

  /** Failsafe through its executor. */
  @Benchmark
  public Integer failsafe() {
    return failsafe.get(() -> answer);
  }

  /** Failsafe by hand: permission, call, record. */
  @Benchmark
  public Integer failsafeRaw() {
    if (!failsafeRaw.tryAcquirePermit()) {
      throw new IllegalStateException("open");
    }
    Integer result = answer;
    failsafeRaw.recordSuccess();
    return result;
  }
}
