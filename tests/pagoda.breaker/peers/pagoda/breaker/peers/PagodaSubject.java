package pagoda.breaker.peers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Classifier;
import pagoda.breaker.Probe;

/** Pagoda's breaker as it comes, but for the number of probes. */
final class PagodaSubject implements Subject {
  private final AtomicLong nanos = new AtomicLong();
  private final CircuitBreaker breaker;

  PagodaSubject(int probes) {
    this(
        BreakerPolicy.defaults()
            .withProbe(Probe.defaults().withPermits(probes))
            .withClassifier(Classifier.standard().ignoring(IgnoredException.class::isInstance)));
  }

  PagodaSubject(BreakerPolicy policy) {
    breaker = CircuitBreaker.of("control", policy, nanos::get, () -> -1L);
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  @Override
  public <T> T call(Callable<T> task) throws Exception {
    try {
      return breaker.call(task::call);
    } catch (CircuitOpenException e) {
      throw new RefusedCallException(e);
    }
  }

  @Override
  public String state() {
    return breaker.snapshot().state().name();
  }

  @Override
  public void passOpening() {
    pass(breaker.snapshot().retryAfter());
  }

  @Override
  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public void onTransition(Runnable listener) {
    breaker.subscribe(transition -> listener.run());
  }
}
