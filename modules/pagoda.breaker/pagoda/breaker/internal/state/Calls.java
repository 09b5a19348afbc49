package pagoda.breaker.internal.state;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Permit;
import pagoda.breaker.Refusal;
import pagoda.breaker.Task;
import pagoda.breaker.internal.rules.Judge;
import pagoda.breaker.internal.rules.Ledger;

/** The ways a call takes through a breaker, on its caller's thread. */
public final class Calls {
  private Calls() {}

  /** Makes a call, or throws when it is refused. */
  public static <T, X extends Exception> T call(Lifecycle breaker, Task<? extends T, X> task)
      throws X {
    return callOr(breaker, task, null);
  }

  /**
   * A closed breaker's calls run without a permit object and allocate nothing, while nobody listens
   * to them.
   *
   * @param fallback null to throw when refused
   */
  public static <T, X extends Exception> T callOr(
      Lifecycle breaker, Task<? extends T, X> task, Function<? super Refusal, ? extends T> fallback)
      throws X {
    if (breaker.generation() instanceof Closed closed && !breaker.hub.hearsCalls()) {
      Ledger ledger = closed.ledger();
      long start = ledger.rules.timed ? breaker.clock.nanos() : 0;
      if (closed.enter(ledger, start)) {
        return run(closed, ledger, start, task);
      }
    }
    return callByPermit(breaker, task, fallback);
  }

  /** Makes a call that is asynchronous; its future fails when it is refused. */
  public static <T> CompletableFuture<T> callAsync(
      Lifecycle breaker, Supplier<? extends CompletionStage<? extends T>> task) {
    for (; ; ) {
      Generation current = breaker.generation();
      long now = breaker.clock.nanos();
      CallPermit permit = current.admit(now);
      if (permit != null) {
        PermittedCall<T> call = new PermittedCall<>(permit);
        call.begin(task);
        return call;
      }
      if (breaker.generation() == current) {
        breaker.refused(current, now);
        return CompletableFuture.failedFuture(current.refused.exception());
      }
    }
  }

  private static <T, X extends Exception> T callByPermit(
      Lifecycle breaker, Task<? extends T, X> task, Function<? super Refusal, ? extends T> fallback)
      throws X {
    for (; ; ) {
      Generation current = breaker.generation();
      long now = breaker.clock.nanos();
      CallPermit permit = current.admit(now);
      if (permit != null) {
        return run(permit, task);
      }
      if (breaker.generation() == current) {
        breaker.refused(current, now);
        if (fallback == null) {
          throw new CircuitOpenException(current.circumstances(), current.retryAfter(now));
        }
        return fallback.apply(current.refused.refusal(now));
      }
    }
  }

  /** The permit of one call, or the one that stands for a refusal. */
  public static Permit tryAcquire(Lifecycle breaker) {
    for (; ; ) {
      Generation current = breaker.generation();
      long now = breaker.clock.nanos();
      CallPermit permit = current.admit(now);
      if (permit != null) {
        return permit;
      }
      if (breaker.generation() == current) {
        breaker.refused(current, now);
        return current.refused;
      }
    }
  }

  /** Why the next call would be refused; changes nothing. */
  public static Optional<Refusal> check(Lifecycle breaker) {
    Generation current = breaker.generation();
    long now = breaker.clock.nanos();
    return current.refuses(now) ? Optional.of(current.refused.refusal(now)) : Optional.empty();
  }

  private static <T, X extends Exception> T run(
      Counting generation, Ledger ledger, long start, Task<? extends T, X> task) throws X {
    T result;
    try {
      result = task.call();
    } catch (Throwable t) {
      long now = end(generation, ledger);
      generation.finish(ledger, start, now, Judge.threw(ledger.rules, t), null, t);
      throw t;
    }
    long now = end(generation, ledger);
    generation.finish(ledger, start, now, Judge.returned(ledger.rules, result), result, null);
    return result;
  }

  private static long end(Counting generation, Ledger ledger) {
    return ledger.rules.endTimed ? generation.breaker.clock.nanos() : 0;
  }

  private static <T, X extends Exception> T run(CallPermit permit, Task<? extends T, X> task)
      throws X {
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
