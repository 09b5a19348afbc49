package pagoda.breaker.internal.compose;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import pagoda.breaker.AttemptTask;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Hedge;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.RateLimiter;
import pagoda.breaker.Retry;
import pagoda.breaker.Task;
import pagoda.breaker.Timeout;
import pagoda.breaker.internal.async.Guarded;
import pagoda.breaker.internal.rules.Check;

/** The policies of a composition, outermost first, and the way of a call through them. */
public record Layers(
    Optional<Retry> retry,
    Optional<Hedge> hedge,
    Optional<CircuitBreaker> breaker,
    Optional<RateLimiter> limiter,
    Optional<Bulkhead> bulkhead,
    Optional<Timeout> timeout) {
  public static final Layers NONE =
      new Layers(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Layers with(Retry added) {
    return new Layers(first("retry", added, retry), hedge, breaker, limiter, bulkhead, timeout);
  }

  public Layers with(Hedge added) {
    return new Layers(retry, first("hedge", added, hedge), breaker, limiter, bulkhead, timeout);
  }

  public Layers with(CircuitBreaker added) {
    return new Layers(retry, hedge, first("breaker", added, breaker), limiter, bulkhead, timeout);
  }

  public Layers with(RateLimiter added) {
    return new Layers(retry, hedge, breaker, first("limiter", added, limiter), bulkhead, timeout);
  }

  public Layers with(Bulkhead added) {
    return new Layers(retry, hedge, breaker, limiter, first("bulkhead", added, bulkhead), timeout);
  }

  public Layers with(Timeout added) {
    return new Layers(retry, hedge, breaker, limiter, bulkhead, first("timeout", added, timeout));
  }

  /** A second policy of a kind would silently take the place of the first. */
  private static <P> Optional<P> first(String kind, P policy, Optional<P> present) {
    Check.present("resilience." + kind, policy);
    if (present.isPresent()) {
      throw new InvalidPolicyException("resilience." + kind, "given once", "given again");
    }
    return Optional.of(policy);
  }

  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    return retry.isEmpty() ? hedged(task) : retry.get().call(() -> this.<T, X>hedged(task));
  }

  public <T, X extends Exception> T call(AttemptTask<? extends T, X> task) throws X {
    return retry.isEmpty()
        ? this.<T, X>hedged(() -> task.call(1))
        : retry.get().call(attempt -> this.<T, X>hedged(() -> task.call(attempt)));
  }

  private <T, X extends Exception> T hedged(Task<? extends T, X> task) throws X {
    return hedge.isEmpty() ? guarded(task) : hedge.get().call(() -> this.<T, X>guarded(task));
  }

  private <T, X extends Exception> T guarded(Task<? extends T, X> task) throws X {
    return breaker.isEmpty() ? limited(task) : breaker.get().call(() -> this.<T, X>limited(task));
  }

  private <T, X extends Exception> T limited(Task<? extends T, X> task) throws X {
    return limiter.isEmpty() ? bounded(task) : limiter.get().call(() -> this.<T, X>bounded(task));
  }

  private <T, X extends Exception> T bounded(Task<? extends T, X> task) throws X {
    return bulkhead.isEmpty() ? timed(task) : bulkhead.get().call(() -> this.<T, X>timed(task));
  }

  private <T, X extends Exception> T timed(Task<? extends T, X> task) throws X {
    return timeout.isEmpty() ? task.call() : timeout.get().call(task);
  }

  public <T> CompletableFuture<T> callAsync(
      IntFunction<? extends CompletionStage<? extends T>> task) {
    return retry.isPresent()
        ? retry.get().callAsync(attempt -> this.<T>hedgedAsync(() -> task.apply(attempt)))
        : hedgedAsync(() -> task.apply(1));
  }

  private <T> CompletableFuture<T> hedgedAsync(
      Supplier<? extends CompletionStage<? extends T>> task) {
    return hedge.isPresent()
        ? hedge.get().callAsync(() -> this.<T>guardedAsync(task))
        : guardedAsync(task);
  }

  private <T> CompletableFuture<T> guardedAsync(
      Supplier<? extends CompletionStage<? extends T>> task) {
    Supplier<CompletableFuture<T>> call = () -> timedAsync(task);
    if (bulkhead.isPresent()) {
      Supplier<CompletableFuture<T>> inner = call;
      call = () -> bulkhead.get().callAsync(inner);
    }
    if (limiter.isPresent()) {
      Supplier<CompletableFuture<T>> inner = call;
      call = () -> limiter.get().callAsync(inner);
    }
    if (breaker.isPresent()) {
      Supplier<CompletableFuture<T>> inner = call;
      call = () -> breaker.get().callAsync(inner);
    }
    return call.get();
  }

  private <T> CompletableFuture<T> timedAsync(
      Supplier<? extends CompletionStage<? extends T>> task) {
    if (timeout.isPresent()) {
      return timeout.get().callAsync(task);
    }
    Guarded<T> call = new Guarded<>();
    call.begin(task);
    return call;
  }
}
