package pagoda.breaker.peers;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Resilience4j with equal rules: all of a window of three failed. */
final class Resilience4jSubject implements Subject {
  static final Duration OPEN = Duration.ofSeconds(30);

  private final WallClock clock = new WallClock();
  private final CircuitBreaker breaker;

  Resilience4jSubject(int probes) {
    this(
        CircuitBreakerConfig.custom()
            .slidingWindowSize(3)
            .minimumNumberOfCalls(3)
            .failureRateThreshold(100)
            .waitDurationInOpenState(OPEN)
            .permittedNumberOfCallsInHalfOpenState(probes)
            .ignoreException(IgnoredException.class::isInstance));
  }

  Resilience4jSubject(CircuitBreakerConfig.Builder config) {
    breaker = CircuitBreaker.of("control", config.clock(clock).build());
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  @Override
  public <T> T call(Callable<T> task) throws Exception {
    try {
      return breaker.executeCallable(task);
    } catch (CallNotPermittedException e) {
      throw new RefusedCallException(e);
    }
  }

  @Override
  public String state() {
    return breaker.getState().name();
  }

  @Override
  public void passOpening() {
    pass(OPEN.plusMillis(1));
  }

  @Override
  public void pass(Duration time) {
    clock.move(time);
  }

  @Override
  public void onTransition(Runnable listener) {
    breaker.getEventPublisher().onStateTransition(event -> listener.run());
  }
}
