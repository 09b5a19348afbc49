package pagoda.breaker.peers;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Failsafe with equal rules. Its clock cannot be set, so its opening is short. */
final class FailsafeSubject implements Subject {
  private static final Duration OPEN = Duration.ofMillis(20);

  private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final CircuitBreaker<Object> breaker;

  FailsafeSubject(int probes) {
    breaker =
        CircuitBreaker.builder()
            .handleIf((result, thrown) -> thrown != null && !(thrown instanceof IgnoredException))
            .withFailureThreshold(3)
            .withSuccessThreshold(probes)
            .withDelay(OPEN)
            .onOpen(event -> listeners.forEach(Runnable::run))
            .build();
  }

  CircuitBreaker<Object> breaker() {
    return breaker;
  }

  @Override
  public <T> T call(Callable<T> task) throws Exception {
    try {
      return Failsafe.with(breaker).get(task::call);
    } catch (CircuitBreakerOpenException e) {
      throw new RefusedCallException(e);
    } catch (FailsafeException e) {
      throw e.getCause() instanceof Exception thrown ? thrown : e;
    }
  }

  @Override
  public String state() {
    return breaker.getState().name();
  }

  @Override
  public void passOpening() {
    pass(OPEN.multipliedBy(2));
  }

  /** Real time: never more than a quarter of a second, a dozen of its openings. */
  @Override
  public void pass(Duration time) {
    long start = System.nanoTime();
    long nanos = Math.min(time.toNanos(), 250_000_000L);
    while (System.nanoTime() - start < nanos) {
      LockSupport.parkNanos(nanos - (System.nanoTime() - start));
    }
  }

  @Override
  public void onTransition(Runnable listener) {
    listeners.add(listener);
  }
}
