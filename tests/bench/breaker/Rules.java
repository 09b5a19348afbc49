package bench.breaker;

import dev.failsafe.CircuitBreakerBuilder;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;

/**
 * The same rules in every library: half of the last 100 calls failed, half of them slower than a
 * second, open for an hour. Failsafe has no rule for slow calls.
 */
final class Rules {
  private static final int WINDOW = 100;
  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final Duration OPEN = Duration.ofHours(1);

  private Rules() {}

  static pagoda.breaker.CircuitBreaker standard() {
    return pagoda.breaker.CircuitBreaker.of("bench", BreakerPolicy.defaults());
  }

  static pagoda.breaker.CircuitBreaker pagoda(Window window) {
    return pagoda.breaker.CircuitBreaker.of(
        "bench",
        BreakerPolicy.defaults()
            .withWindow(window)
            .withTrips(new Trip.FailureRate(0.5, WINDOW), new Trip.SlowRate(0.5, WINDOW))
            .withSlowAfter(SLOW)
            .withReopen(Backoff.fixed(OPEN)));
  }

  static io.github.resilience4j.circuitbreaker.CircuitBreaker resilience4j(
      SlidingWindowType type, SlidingWindowSynchronizationStrategy strategy) {
    return io.github.resilience4j.circuitbreaker.CircuitBreaker.of(
        "bench",
        CircuitBreakerConfig.custom()
            .slidingWindow(WINDOW, WINDOW, type, strategy)
            .failureRateThreshold(50)
            .slowCallRateThreshold(50)
            .slowCallDurationThreshold(SLOW)
            .waitDurationInOpenState(OPEN)
            .build());
  }

  static <T> dev.failsafe.CircuitBreaker<T> failsafe() {
    CircuitBreakerBuilder<T> builder = dev.failsafe.CircuitBreaker.builder();
    return builder.withFailureThreshold(WINDOW / 2, WINDOW).withDelay(OPEN).build();
  }
}
