package pagoda.breaker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.retry.RetryLoop;
import pagoda.breaker.internal.rules.Check;
import pagoda.breaker.internal.time.Jitter;

/**
 * Makes a call again when it fails, after a growing wait on the caller's own thread, as long as a
 * {@link RetryBudget} pays for it.
 *
 * <p>A refusal, an interrupt, a cancellation and an {@link Error} are never retried. When attempts
 * or budget are used up the caller gets the last exception, untouched. An interrupt during a wait
 * ends it at once: the flag is set again and the last exception thrown. Thread-safe.
 *
 * {@snippet lang=java :
 * Retry retry = Retry.of(RetryPolicy.defaults().withDeadline(Duration.ofSeconds(20)));
 * Price price = retry.call(() -> client.price("tower"));
 * }
 *
 * @since 0.1.0
 */
public final class Retry {
  private final String name;
  private final EventHub hub = new EventHub();
  private final RetryLoop loop;

  private Retry(RetryPolicy policy, RetryBudget budget, NanoClock clock, RandomGenerator random) {
    Check.present("retry.budget", budget);
    name = Check.present("retry.policy", policy).name();
    Duration limit = policy.deadline();
    Optional<Timeout> deadline =
        limit.isZero()
            ? Optional.empty()
            : Optional.of(new Timeout(name, limit, Timeout.alarms(clock), hub));
    loop = new RetryLoop(policy, budget.budget(), clock, random, hub, deadline);
  }

  /**
   * Makes a retry with a budget of its own: a fifth of the calls and 10 a second.
   *
   * @param policy how often and when to try again
   * @return a new retry
   */
  public static Retry of(RetryPolicy policy) {
    return of(policy, RetryBudget.of(0.2, 10));
  }

  /**
   * Makes a retry on a shared budget.
   *
   * @param policy how often and when to try again
   * @param budget pays for retries
   * @return a new retry
   */
  public static Retry of(RetryPolicy policy, RetryBudget budget) {
    return of(policy, budget, NanoClock.system(), Jitter.SHARED);
  }

  /**
   * Makes a retry on a clock and a source of jitter of the caller's.
   *
   * @param policy how often and when to try again
   * @param budget pays for retries
   * @param clock waits between attempts
   * @param random gives the waits their jitter; must be thread-safe
   * @return a new retry
   */
  public static Retry of(
      RetryPolicy policy, RetryBudget budget, NanoClock clock, RandomGenerator random) {
    return new Retry(policy, budget, clock, random);
  }

  /**
   * Makes a call, again if need be.
   *
   * @param <T> what the task returns
   * @param <X> the checked exception the task may throw
   * @param task the call
   * @return what the first attempt that succeeded returned
   * @throws X what the last attempt threw
   */
  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    Check.present("retry.task", task);
    return loop.call(attempt -> task.call());
  }

  /**
   * Makes a call that is told which attempt it is, again if need be.
   *
   * @param <T> what the task returns
   * @param <X> the checked exception the task may throw
   * @param task the call
   * @return what the first attempt that succeeded, or the last one, returned
   * @throws X what the last attempt threw
   */
  public <T, X extends Exception> T call(AttemptTask<? extends T, X> task) throws X {
    return loop.call(Check.present("retry.task", task));
  }

  /**
   * Makes an asynchronous call, again if need be. No thread waits between attempts; later ones
   * begin on a virtual thread. Cancelling the future cancels the attempt that runs, or the wait.
   *
   * @param <T> what the task returns
   * @param task begins the call on this thread and returns its stage
   * @return ends as the last attempt's stage does, its exception without wrappers; cancelling it
   *     cancels the stage
   */
  public <T> CompletableFuture<T> callAsync(Supplier<? extends CompletionStage<? extends T>> task) {
    Check.present("retry.task", task);
    return loop.callAsync(attempt -> task.get());
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
    return loop.callAsync(Check.present("retry.task", task));
  }

  /**
   * Adds a listener of retries, of those that the budget did not pay for, and of calls past the
   * deadline, as {@link CircuitBreaker#listen} does.
   *
   * @param <E> the events it wants
   * @param kind their class; {@code ResilienceEvent.class} for all
   * @param listener gets the events
   * @return closes to take the listener out
   */
  public <E extends ResilienceEvent> BreakerSubscription listen(
      Class<E> kind, Consumer<? super E> listener) {
    return hub.listen("retry '" + name + "'", kind, listener);
  }

  /**
   * The numbers of this retry at this moment, for metrics.
   *
   * @return {@code retry.retries}, {@code retry.exhausted} (those not paid for), {@code
   *     retry.budget}
   */
  public List<Measurement> measurements() {
    return loop.measurements(name);
  }

  EventHub events() {
    return hub;
  }
}
