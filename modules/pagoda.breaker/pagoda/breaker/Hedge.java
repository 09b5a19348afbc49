package pagoda.breaker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.hedge.Races;
import pagoda.breaker.internal.rules.Check;

/**
 * Makes a slow call once more while the first still runs, and takes the answer that comes first, as
 * long as a {@link RetryBudget} pays for it. For calls that may be made twice: reads, and writes
 * that are idempotent. Thread-safe.
 *
 * <p>The first success ends the call, and the others are cancelled: stages by {@code cancel},
 * blocking calls by an interrupt of their thread. A call fails when every call that began has
 * failed, with what the first of them threw; a refusal is thrown only when there is nothing else.
 * An {@link Error} ends it at once. To a breaker within, a call that lost was given up: no verdict.
 *
 * {@snippet lang=java :
 * Hedge hedge = Hedge.of(HedgePolicy.defaults().withDelay(Duration.ofMillis(200)));
 * Price price = hedge.call(() -> client.price("tower"));
 * }
 *
 * @since 0.1.0
 */
public final class Hedge {
  private final Races races;

  private Hedge(HedgePolicy policy, RetryBudget budget, NanoClock clock) {
    Check.present("hedge.budget", budget);
    races = new Races(policy, budget.budget(), clock);
  }

  /**
   * Makes a hedge with a budget of its own: a tenth of the calls and one a second.
   *
   * @param policy when and how often to call once more
   * @return a new hedge
   */
  public static Hedge of(HedgePolicy policy) {
    return of(policy, RetryBudget.of(0.1, 1));
  }

  /**
   * Makes a hedge on a shared budget.
   *
   * @param policy when and how often to call once more
   * @param budget pays for each call but the first
   * @return a new hedge
   */
  public static Hedge of(HedgePolicy policy, RetryBudget budget) {
    return of(policy, budget, NanoClock.system());
  }

  /**
   * Makes a hedge on a clock of the caller's.
   *
   * @param policy when and how often to call once more
   * @param budget pays for each call but the first
   * @param clock measures latencies and waits for the delay
   * @return a new hedge
   */
  public static Hedge of(HedgePolicy policy, RetryBudget budget, NanoClock clock) {
    return new Hedge(policy, budget, clock);
  }

  /**
   * Makes a call, and once more if it is slow. Each runs on a virtual thread of its own, without
   * the caller's {@link ThreadLocal}s, and the caller's waits. An interrupt of the caller is passed
   * on to them; what the last of them then throws ends the call. One that lost and ignores its
   * interrupt goes on by itself: a {@link Bulkhead} within bounds those.
   *
   * @param <T> what the task returns
   * @param <X> the checked exception the task may throw
   * @param task the call; may run on several threads at once
   * @return what the first call that succeeded returned
   * @throws X what the task threw, when no call succeeded
   */
  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    return races.call(Check.present("hedge.task", task));
  }

  /**
   * Makes an asynchronous call, and once more if it is slow. No thread is held meanwhile; later
   * calls begin on a virtual thread. Cancelling the future cancels every stage.
   *
   * @param <T> what the task returns
   * @param task begins the call, the first on this thread, and returns its stage
   * @return ends as the first stage that succeeds does, or else fails without wrappers
   */
  public <T> CompletableFuture<T> callAsync(Supplier<? extends CompletionStage<? extends T>> task) {
    return races.callAsync(Check.present("hedge.task", task));
  }

  /** {@return how long a call that begins now is waited for before the next one} */
  public Duration delay() {
    return Duration.ofNanos(races.delayNanos());
  }

  /** {@return how many calls have been made on top of first ones; a counter that only rises} */
  public long hedged() {
    return races.hedged();
  }

  /** {@return how many calls were won by one that was made on top; a counter that only rises} */
  public long won() {
    return races.won();
  }

  /**
   * Adds a listener of calls that are made on top, and of those that the budget did not pay for, as
   * {@link CircuitBreaker#listen} does.
   *
   * @param <E> the events it wants
   * @param kind their class; {@code ResilienceEvent.class} for all
   * @param listener gets the events
   * @return closes to take the listener out
   */
  public <E extends ResilienceEvent> BreakerSubscription listen(
      Class<E> kind, Consumer<? super E> listener) {
    return races.hub.listen("hedge '" + races.policy.name() + "'", kind, listener);
  }

  /**
   * The numbers of this hedge at this moment, for metrics.
   *
   * @return {@code hedge.calls}, {@code hedge.won}, {@code hedge.exhausted} (those not paid for),
   *     {@code hedge.delay.seconds}
   */
  public List<Measurement> measurements() {
    return races.measurements();
  }

  EventHub events() {
    return races.hub;
  }
}
