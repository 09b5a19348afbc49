package pagoda.breaker.internal;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.NanoClock;
import pagoda.breaker.Permit;
import pagoda.breaker.Refusal;
import pagoda.breaker.Registration;
import pagoda.breaker.Snapshot;
import pagoda.breaker.Task;
import pagoda.breaker.Transition;

/** Stub. */
public final class BreakerCore {
  private final String name;

  public BreakerCore(String name, BreakerPolicy policy, NanoClock clock, RandomGenerator random) {
    this.name = Check.present("breaker.name", name);
    Check.present("breaker.policy", policy);
    Check.present("breaker.clock", clock);
    Check.present("breaker.random", random);
  }

  public String name() {
    return name;
  }

  public BreakerPolicy policy() {
    throw new UnsupportedOperationException();
  }

  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    throw new UnsupportedOperationException();
  }

  public <T, X extends Exception> T callOr(
      Task<? extends T, X> task, Function<? super Refusal, ? extends T> fallback) throws X {
    throw new UnsupportedOperationException();
  }

  public Permit tryAcquire() {
    throw new UnsupportedOperationException();
  }

  public Refusal check() {
    throw new UnsupportedOperationException();
  }

  public Snapshot snapshot() {
    throw new UnsupportedOperationException();
  }

  public void trip(Duration openFor, String why) {
    throw new UnsupportedOperationException();
  }

  public void isolate() {
    throw new UnsupportedOperationException();
  }

  public void disable() {
    throw new UnsupportedOperationException();
  }

  public void reset() {
    throw new UnsupportedOperationException();
  }

  public void policy(BreakerPolicy policy) {
    throw new UnsupportedOperationException();
  }

  public Registration onTransition(Consumer<? super Transition> listener) {
    throw new UnsupportedOperationException();
  }
}
