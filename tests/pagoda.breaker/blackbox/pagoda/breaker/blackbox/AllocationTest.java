package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.BreakerSubscription;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.RateLimiter;
import pagoda.breaker.RateLimiterPolicy;
import pagoda.breaker.ResilienceEvent;
import pagoda.breaker.Task;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;

/** What calls and refusals allocate, counted by the JVM, not timed. */
class AllocationTest {
  private static final int CALLS = 100_000;
  private static final Task<Integer, RuntimeException> TASK = () -> 42;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Bytes a run, once everything is loaded and warm; the least of several rounds. */
  private static double bytes(int runs, Runnable run) {
    double least = Double.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < runs; i++) {
        run.run();
      }
      long after = THREADS.getCurrentThreadAllocatedBytes();
      least = Math.min(least, (double) (after - before) / runs);
    }
    return least;
  }

  private static BreakerPolicy policy(String rules) {
    BreakerPolicy standard = BreakerPolicy.defaults();
    BreakerPolicy rates =
        standard
            .withTrips(new Trip.FailureRate(0.5, 100), new Trip.SlowRate(0.5, 100))
            .withSlowAfter(Duration.ofSeconds(60));
    return switch (rules) {
      case "rates over a time window" -> rates.withWindow(Window.time(Duration.ofDays(300)));
      case "rates" -> rates;
      case "in flight" -> rates.withTrips(new Trip.SlowInFlight(10));
      default -> standard;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "rates", "rates over a time window", "in flight"})
  void closedCallAllocatesNothing(String rules) {
    CircuitBreaker breaker = CircuitBreaker.of("dependency", policy(rules));
    assertEquals(0, bytes(CALLS, () -> breaker.call(TASK)));
    assertEquals(0, bytes(CALLS, () -> breaker.callOr(TASK, refusal -> 0)));
  }

  /** Listeners of other things cost calls nothing, and those that have gone do not either. */
  @Test
  void closedCallAllocatesNothingUnlessItsEndIsHeard() {
    CircuitBreaker breaker = CircuitBreaker.of("dependency", BreakerPolicy.defaults());
    breaker.subscribe(transition -> {});
    breaker.listen(ResilienceEvent.Refused.class, refused -> {});
    BreakerSubscription calls = breaker.listen(ResilienceEvent.CallEnded.class, ended -> {});
    assertTrue(bytes(1_000, () -> breaker.call(TASK)) > 0);
    calls.close();
    assertEquals(0, bytes(CALLS, () -> breaker.call(TASK)));
  }

  /** Nor does one in a window that is not all good. */
  @Test
  void closedCallWithFailuresInTheWindowAllocatesNothing() {
    CircuitBreaker breaker =
        CircuitBreaker.of("dependency", policy("rates").withWindow(Window.count(50_000)));
    breaker.tryAcquire().failure();
    assertEquals(0, bytes(10_000, () -> breaker.call(TASK)));
  }

  @Test
  void refusalByTryAcquireAllocatesNothing() {
    CircuitBreaker breaker = CircuitBreaker.of("dependency", BreakerPolicy.defaults());
    breaker.trip(Duration.ofHours(1), "test");
    assertEquals(0, bytes(CALLS, () -> assertFalse(breaker.tryAcquire().isGranted())));
  }

  @Test
  void refusalByExceptionAllocatesTheExceptionOnly() {
    CircuitBreaker breaker = CircuitBreaker.of("dependency", BreakerPolicy.defaults());
    breaker.trip(Duration.ofHours(1), "test");
    double bytes = bytes(CALLS, () -> refused(breaker));
    assertTrue(bytes > 0 && bytes <= 48, () -> bytes + " bytes");
  }

  private static void refused(CircuitBreaker breaker) {
    try {
      breaker.call(TASK);
    } catch (CircuitOpenException e) {
      return;
    }
    throw new AssertionError("not refused");
  }

  @Test
  void bulkheadCallAllocatesNothing() {
    Bulkhead bulkhead = Bulkhead.of("disk", BulkheadPolicy.defaults().withLimit(2));
    assertEquals(0, bytes(CALLS, () -> bulkhead.call(TASK)));
  }

  @Test
  void callThroughALimiterAllocatesNothing() {
    RateLimiterPolicy wide = RateLimiterPolicy.defaults().withRate(1_000_000, Duration.ofMillis(1));
    RateLimiter limiter = RateLimiter.of("disk", wide);
    assertEquals(0, bytes(CALLS, () -> limiter.call(TASK)));
    assertEquals(0, bytes(CALLS, () -> assertTrue(limiter.tryAcquire().isGranted())));
  }

  /** An upper bound of what a breaker keeps: everything it allocates in a first hundred calls. */
  @ParameterizedTest
  @ValueSource(strings = {"standard", "rates", "rates over a time window", "in flight"})
  void idleBreakerIsSmall(String rules) {
    BreakerPolicy policy = policy(rules);
    CircuitBreaker[] kept = new CircuitBreaker[1];
    double bytes =
        bytes(
            1_000,
            () -> {
              kept[0] = CircuitBreaker.of("dependency", policy);
              for (int call = 0; call < 100; call++) {
                kept[0].call(TASK);
              }
            });
    assertTrue(bytes > 0 && bytes <= 2_048, () -> bytes + " bytes");
  }
}
