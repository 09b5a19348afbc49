package pagoda.breaker.internal.state;

import java.time.Duration;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.NanoClock;
import pagoda.breaker.Permit;
import pagoda.breaker.Refusal;
import pagoda.breaker.Task;
import pagoda.breaker.internal.events.Recording;
import pagoda.breaker.internal.rules.Judge;
import pagoda.breaker.internal.rules.Ledger;

/** The ways a call takes through a breaker. */
public final class BreakerCore extends Lifecycle {
  public BreakerCore(String name, BreakerPolicy policy, NanoClock clock, RandomGenerator random) {
    super(name, policy, clock, random);
  }

  public BreakerPolicy policy() {
    return rules().policy;
  }

  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    return callOr(task, null);
  }

  /**
   * A closed breaker's calls run without a permit object and allocate nothing.
   *
   * @param fallback null to throw when refused
   */
  public <T, X extends Exception> T callOr(
      Task<? extends T, X> task, Function<? super Refusal, ? extends T> fallback) throws X {
    if (generation() instanceof Closed closed) {
      Ledger ledger = closed.ledger();
      long start = ledger.rules.timed ? clock.nanos() : 0;
      if (closed.enter(ledger, start)) {
        return run(closed, ledger, start, task);
      }
    }
    return callByPermit(task, fallback);
  }

  private <T, X extends Exception> T callByPermit(
      Task<? extends T, X> task, Function<? super Refusal, ? extends T> fallback) throws X {
    for (; ; ) {
      Generation current = generation();
      long now = clock.nanos();
      CallPermit permit = current.admit(now);
      if (permit != null) {
        return run(permit, task);
      }
      if (generation() == current) {
        long retryAfter = refuse(current, now);
        if (fallback == null) {
          throw new CircuitOpenException(current.circumstances(), retryAfter);
        }
        return fallback.apply(refusal(current, retryAfter));
      }
    }
  }

  public Permit tryAcquire() {
    for (; ; ) {
      Generation current = generation();
      long now = clock.nanos();
      CallPermit permit = current.admit(now);
      if (permit != null) {
        return permit;
      }
      if (generation() == current) {
        refuse(current, now);
        return null;
      }
    }
  }

  public Refusal check() {
    Generation current = generation();
    long now = clock.nanos();
    return current.refuses(now) ? refusal(current, current.retryAfter(now)) : null;
  }

  private static Refusal refusal(Generation current, long retryAfter) {
    Refusal shared = current.circumstances();
    return new Refusal(
        shared.breaker(), shared.state(), shared.reason(), Duration.ofNanos(retryAfter));
  }

  private long refuse(Generation current, long now) {
    tally.refused();
    long retryAfter = current.retryAfter(now);
    Recording.refusal(name, current.state().name(), retryAfter);
    return retryAfter;
  }

  private <T, X extends Exception> T run(
      Counting generation, Ledger ledger, long start, Task<? extends T, X> task) throws X {
    T result;
    try {
      result = task.call();
    } catch (Throwable t) {
      generation.finish(ledger, start, end(ledger), Judge.threw(ledger.rules, t), t);
      throw t;
    }
    long now = end(ledger);
    generation.finish(ledger, start, now, Judge.returned(ledger.rules, result), null);
    return result;
  }

  private long end(Ledger ledger) {
    return ledger.rules.endTimed ? clock.nanos() : 0;
  }

  private <T, X extends Exception> T run(CallPermit permit, Task<? extends T, X> task) throws X {
    T result;
    try {
      result = task.call();
    } catch (Throwable t) {
      permit.failure(t);
      throw t;
    }
    permit.returned(result);
    return result;
  }
}
