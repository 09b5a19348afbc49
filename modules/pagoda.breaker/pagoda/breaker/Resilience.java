package pagoda.breaker;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pagoda.breaker.internal.compose.Layers;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.rules.Check;

/**
 * Policies around a call, always in the order {@code
 * Retry(Hedge(Breaker(RateLimiter(Bulkhead(Timeout(task))))))}, whatever order they were given in.
 * Each attempt, and each call that a hedge adds, is one result for the breaker; a full bulkhead or
 * a turn too far away is no verdict; a timeout is a failure; neither refusal is retried. Immutable
 * and thread-safe.
 *
 * {@snippet lang=java :
 * Resilience guard = Resilience.none()
 *     .with(Retry.of(RetryPolicy.defaults()))
 *     .with(CircuitBreaker.of("prices", BreakerPolicy.defaults()))
 *     .with(Timeout.of(Duration.ofSeconds(5)));
 * Price price = guard.call(() -> client.price("tower"));
 * }
 *
 * @since 0.1.0
 */
public final class Resilience {
  private static final Resilience NONE = new Resilience(Layers.NONE);

  private final Layers layers;

  private Resilience(Layers layers) {
    this.layers = layers;
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
    return new Resilience(layers.with(retry));
  }

  /**
   * This composition with a hedge.
   *
   * @param hedge makes a slow attempt once more
   * @return a new composition
   * @throws InvalidPolicyException when it has one already
   */
  public Resilience with(Hedge hedge) {
    return new Resilience(layers.with(hedge));
  }

  /**
   * This composition with a circuit breaker.
   *
   * @param breaker sees each attempt
   * @return a new composition
   * @throws InvalidPolicyException when it has one already
   */
  public Resilience with(CircuitBreaker breaker) {
    return new Resilience(layers.with(breaker));
  }

  /**
   * This composition with a rate limiter.
   *
   * @param limiter bounds how many attempts begin in a time
   * @return a new composition
   * @throws InvalidPolicyException when it has one already
   */
  public Resilience with(RateLimiter limiter) {
    return new Resilience(layers.with(limiter));
  }

  /**
   * This composition with a bulkhead.
   *
   * @param bulkhead bounds the attempts that run at once
   * @return a new composition
   * @throws InvalidPolicyException when it has one already
   */
  public Resilience with(Bulkhead bulkhead) {
    return new Resilience(layers.with(bulkhead));
  }

  /**
   * This composition with a timeout.
   *
   * @param timeout bounds each attempt
   * @return a new composition
   * @throws InvalidPolicyException when it has one already
   */
  public Resilience with(Timeout timeout) {
    return new Resilience(layers.with(timeout));
  }

  /** {@return the outermost policy; empty for one attempt} */
  public Optional<Retry> retry() {
    return layers.retry();
  }

  /** {@return what makes a slow attempt once more; empty for none} */
  public Optional<Hedge> hedge() {
    return layers.hedge();
  }

  /** {@return what sees each attempt; empty for none} */
  public Optional<CircuitBreaker> breaker() {
    return layers.breaker();
  }

  /** {@return what bounds the attempts that begin in a time; empty for none} */
  public Optional<RateLimiter> limiter() {
    return layers.limiter();
  }

  /** {@return what bounds the attempts that run at once; empty for none} */
  public Optional<Bulkhead> bulkhead() {
    return layers.bulkhead();
  }

  /** {@return what bounds each attempt; empty for none} */
  public Optional<Timeout> timeout() {
    return layers.timeout();
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
    return layers.call(Check.present("resilience.task", task));
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
    return layers.call(Check.present("resilience.task", task));
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

  /**
   * Makes an asynchronous call under every policy. No thread is held while it runs or waits.
   * Cancelling the future cancels the stage that runs and gives every permit back.
   *
   * @param <T> what the task returns
   * @param task begins the call on this thread and returns its stage
   * @return ends as the last attempt's stage does, its exception without wrappers; cancelling it
   *     cancels the stage. It fails with a {@link RefusedException} when a policy refused the call,
   *     and with {@link TimeoutExceededException} when the last attempt took too long
   */
  public <T> CompletableFuture<T> callAsync(Supplier<? extends CompletionStage<? extends T>> task) {
    Check.present("resilience.task", task);
    return layers.callAsync(attempt -> task.get());
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
    return layers.callAsync(Check.present("resilience.task", task));
  }

  /**
   * The numbers of every policy of this composition at this moment, for metrics. The binding to
   * Prometheus or another library is a loop over them.
   *
   * @return what each policy's {@code measurements()} gives
   */
  public List<Measurement> measurements() {
    return Stream.of(
            layers.retry().map(Retry::measurements),
            layers.hedge().map(Hedge::measurements),
            layers.breaker().map(CircuitBreaker::measurements),
            layers.limiter().map(RateLimiter::measurements),
            layers.bulkhead().map(Bulkhead::measurements),
            layers.timeout().map(Timeout::measurements))
        .flatMap(Optional::stream)
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Adds a listener of every policy of this composition, wherever else that is used. It gets their
   * events one at a time, those of each policy in order, as {@link CircuitBreaker#listen} tells.
   *
   * @param <E> the events it wants
   * @param kind their class; {@code ResilienceEvent.class} for all
   * @param listener gets the events
   * @return closes to take the listener out
   */
  public <E extends ResilienceEvent> BreakerSubscription listen(
      Class<E> kind, Consumer<? super E> listener) {
    List<EventHub> hubs =
        Stream.of(
                layers.retry().map(Retry::events),
                layers.hedge().map(Hedge::events),
                layers.breaker().map(CircuitBreaker::events),
                layers.limiter().map(RateLimiter::events),
                layers.bulkhead().map(Bulkhead::events),
                layers.timeout().map(Timeout::events))
            .flatMap(Optional::stream)
            .toList();
    return EventHub.listen("a composition", kind, listener, hubs);
  }
}
