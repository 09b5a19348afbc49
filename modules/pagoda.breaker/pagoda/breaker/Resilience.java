package pagoda.breaker;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import pagoda.breaker.internal.async.Guarded;
import pagoda.breaker.internal.rules.Check;

/**
 * Policies around a call, always in the order {@code
 * Retry(Breaker(RateLimiter(Bulkhead(Timeout(task)))))}, whatever order they were given in. Each
 * attempt is one result for the breaker; a full bulkhead or a turn too far away is no verdict; a
 * timeout is a failure; neither refusal is retried. Immutable and thread-safe.
 *
 * {@snippet lang=java :
 * Resilience guard = Resilience.none()
 *     .with(Retry.of(RetryPolicy.defaults()))
 *     .with(CircuitBreaker.of("prices", BreakerPolicy.defaults()))
 *     .with(Timeout.of(Duration.ofSeconds(5)));
 * Price price = guard.call(() -> client.price("tower"));
 * }
 */
public final class Resilience {
  private static final Resilience NONE =
      new Resilience(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private final Optional<Retry> retry;
  private final Optional<CircuitBreaker> breaker;
  private final Optional<RateLimiter> limiter;
  private final Optional<Bulkhead> bulkhead;
  private final Optional<Timeout> timeout;

  private Resilience(
      Optional<Retry> retry,
      Optional<CircuitBreaker> breaker,
      Optional<RateLimiter> limiter,
      Optional<Bulkhead> bulkhead,
      Optional<Timeout> timeout) {
    this.retry = retry;
    this.breaker = breaker;
    this.limiter = limiter;
    this.bulkhead = bulkhead;
    this.timeout = timeout;
  }

  /**
   * No policies; add some.
   *
   * @return a composition that only makes the call
   */
  public static Resilience none() {
    return NONE;
  }

  /**
   * This composition with a retry.
   *
   * @param retry the outermost policy
   * @return a new composition
   * @throws InvalidPolicyException when it has one already
   */
  public Resilience with(Retry retry) {
    first("resilience.retry", retry, this.retry);
    return new Resilience(Optional.of(retry), breaker, limiter, bulkhead, timeout);
  }

  /**
   * This composition with a circuit breaker.
   *
   * @param breaker sees each attempt
   * @return a new composition
   * @throws InvalidPolicyException when it has one already
   */
  public Resilience with(CircuitBreaker breaker) {
    first("resilience.breaker", breaker, this.breaker);
    return new Resilience(retry, Optional.of(breaker), limiter, bulkhead, timeout);
  }

  /**
   * This composition with a rate limiter.
   *
   * @param limiter bounds how many attempts begin in a time
   * @return a new composition
   * @throws InvalidPolicyException when it has one already
   */
  public Resilience with(RateLimiter limiter) {
    first("resilience.limiter", limiter, this.limiter);
    return new Resilience(retry, breaker, Optional.of(limiter), bulkhead, timeout);
  }

  /**
   * This composition with a bulkhead.
   *
   * @param bulkhead bounds the attempts that run at once
   * @return a new composition
   * @throws InvalidPolicyException when it has one already
   */
  public Resilience with(Bulkhead bulkhead) {
    first("resilience.bulkhead", bulkhead, this.bulkhead);
    return new Resilience(retry, breaker, limiter, Optional.of(bulkhead), timeout);
  }

  /**
   * This composition with a timeout.
   *
   * @param timeout bounds each attempt
   * @return a new composition
   * @throws InvalidPolicyException when it has one already
   */
  public Resilience with(Timeout timeout) {
    first("resilience.timeout", timeout, this.timeout);
    return new Resilience(retry, breaker, limiter, bulkhead, Optional.of(timeout));
  }

  /** {@return the outermost policy; empty for one attempt} */
  public Optional<Retry> retry() {
    return retry;
  }

  /** {@return what sees each attempt; empty for none} */
  public Optional<CircuitBreaker> breaker() {
    return breaker;
  }

  /** {@return what bounds the attempts that begin in a time; empty for none} */
  public Optional<RateLimiter> limiter() {
    return limiter;
  }

  /** {@return what bounds the attempts that run at once; empty for none} */
  public Optional<Bulkhead> bulkhead() {
    return bulkhead;
  }

  /** {@return what bounds each attempt; empty for none} */
  public Optional<Timeout> timeout() {
    return timeout;
  }

  /** A second policy of a kind would silently take the place of the first. */
  private static void first(String kind, Object policy, Optional<?> present) {
    Check.present(kind, policy);
    if (present.isPresent()) {
      throw new InvalidPolicyException(kind, "given once", "given again");
    }
  }

  /**
   * Makes a call under every policy.
   *
   * @param <T> what the task returns
   * @param <X> the checked exception the task may throw
   * @param task the call
   * @return what the task returned
   * @throws X what the last attempt threw
   * @throws RefusedException when a policy refused the call
   * @throws TimeoutExceededException when the last attempt took too long
   */
  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    Check.present("resilience.task", task);
    return retry.isEmpty() ? guarded(task) : retry.get().call(() -> this.<T, X>guarded(task));
  }

  /**
   * Makes a call that is told which attempt it is, under every policy.
   *
   * @param <T> what the task returns
   * @param <X> the checked exception the task may throw
   * @param task the call; without a retry its only attempt is 1
   * @return what the task returned
   * @throws X what the last attempt threw
   * @throws RefusedException when a policy refused the call
   * @throws TimeoutExceededException when the last attempt, or all of them, took too long
   */
  public <T, X extends Exception> T call(AttemptTask<? extends T, X> task) throws X {
    Check.present("resilience.task", task);
    return retry.isEmpty()
        ? this.<T, X>guarded(() -> task.call(1))
        : retry.get().call(attempt -> this.<T, X>guarded(() -> task.call(attempt)));
  }

  /**
   * Makes a call under every policy, or answers in its place: when a policy refused it, when it
   * took too long, and when its last attempt failed. An {@link Error} is thrown all the same. The
   * fallback of an asynchronous call is {@link CompletableFuture#exceptionally}.
   *
   * @param <T> what the task returns
   * @param task the call
   * @param fallback makes the answer from what was thrown. After an {@link InterruptedException}
   *     the thread's interrupt flag is set again before it is asked
   * @return what the task, or else the fallback, returned
   */
  public <T> T callOr(
      Task<? extends T, ? extends Exception> task,
      Function<? super Exception, ? extends T> fallback) {
    Check.present("fallback", fallback);
    Check.present("resilience.task", task);
    Task<T, Exception> any = task::call;
    try {
      return call(any);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return fallback.apply(e);
    }
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

  /**
   * Makes an asynchronous call under every policy. No thread is held while it runs or waits.
   * Cancelling the future cancels the stage that runs and gives every permit back.
   *
   * @param <T> what the task returns
   * @param task begins the call on this thread and returns its stage
   * @return ends as the last attempt's stage does, its exception without wrappers; cancelling it
   *     cancels the stage It fails with a {@link RefusedException} when a policy refused the call,
   *     and with {@link TimeoutExceededException} when the last attempt took too long
   */
  public <T> CompletableFuture<T> callAsync(Supplier<? extends CompletionStage<? extends T>> task) {
    Check.present("resilience.task", task);
    return retry.isPresent()
        ? retry.get().callAsync(() -> this.<T>guardedAsync(task))
        : guardedAsync(task);
  }

  /**
   * Makes an asynchronous call that is told which attempt it is, as {@link #callAsync(Supplier)}
   * otherwise.
   *
   * @param <T> what the task returns
   * @param task begins an attempt, the first of which is 1, and returns its stage
   * @return ends as the last attempt's stage does
   */
  public <T> CompletableFuture<T> callAsync(
      IntFunction<? extends CompletionStage<? extends T>> task) {
    Check.present("resilience.task", task);
    return retry.isPresent()
        ? retry.get().callAsync(attempt -> this.<T>guardedAsync(() -> task.apply(attempt)))
        : guardedAsync(() -> task.apply(1));
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
