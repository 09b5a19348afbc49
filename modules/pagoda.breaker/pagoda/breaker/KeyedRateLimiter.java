package pagoda.breaker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pagoda.breaker.internal.limit.PaceTable;
import pagoda.breaker.internal.measure.Measures;
import pagoda.breaker.internal.rules.Check;

/**
 * Bounds how many calls begin in a time for each key, such as a client or tenant. Thread-safe.
 *
 * <p>The table is bounded. A key that has been quiet long enough to have its whole burst again is
 * like one that was never seen, and makes room. While every key in a full table is busy, new keys
 * are refused.
 *
 * {@snippet lang=java :
 * KeyedRateLimiter limiter = KeyedRateLimiter.of("clients", RateLimiterPolicy.defaults(), 10_000);
 * Reply reply = limiter.call(request.client(), () -> handle(request));
 * }
 *
 * @since 0.1.0
 */
public final class KeyedRateLimiter {
  private final String name;
  private final PaceTable table;

  private KeyedRateLimiter(String name, RateLimiterPolicy policy, int capacity, NanoClock clock) {
    this.name = name;
    table = new PaceTable(name, policy, capacity, clock);
  }

  /**
   * Makes a limiter without keys.
   *
   * @param name a name for messages and metrics
   * @param policy how many calls of one key begin; at most its {@code maxWaiting} calls of all keys
   *     together wait
   * @param capacity how many keys it may hold, 1 to 1,000,000
   * @return a new limiter
   */
  public static KeyedRateLimiter of(String name, RateLimiterPolicy policy, int capacity) {
    return of(name, policy, capacity, NanoClock.system());
  }

  /**
   * Makes a limiter without keys on a clock of the caller's.
   *
   * @param name a name for messages and metrics
   * @param policy how many calls of one key begin
   * @param capacity how many keys it may hold, 1 to 1,000,000
   * @param clock the only source of time; its waits are used too
   * @return a new limiter
   */
  public static KeyedRateLimiter of(
      String name, RateLimiterPolicy policy, int capacity, NanoClock clock) {
    return new KeyedRateLimiter(name, policy, capacity, clock);
  }

  /**
   * Makes a call when its key's turn has come, and waits for it if the policy allows.
   *
   * @param <T> what the task returns
   * @param <X> the checked exception the task may throw
   * @param key whose call it is
   * @param task the call
   * @return what the task returned
   * @throws X what the task threw
   * @throws RateLimitedException when its turn is too far away, or there is no room for the key
   */
  public <T, X extends Exception> T call(String key, Task<? extends T, X> task) throws X {
    Check.present("limiter.task", task);
    table.pass(Check.present("limiter.key", key));
    return task.call();
  }

  /**
   * Makes an asynchronous call when its key's turn has come; see {@link RateLimiter#callAsync}.
   *
   * @param <T> what the task returns
   * @param key whose call it is
   * @param task begins the call and returns its stage
   * @return ends as the stage does
   */
  public <T> CompletableFuture<T> callAsync(
      String key, Supplier<? extends CompletionStage<? extends T>> task) {
    Check.present("limiter.task", task);
    return table.callAsync(Check.present("limiter.key", key), task);
  }

  /**
   * Takes the right to begin one call of a key now, without waiting. The permit need not be ended.
   *
   * @param key whose call it is
   * @return the permit, granted or not
   */
  public Permit tryAcquire(String key) {
    return table.tryPass(Check.present("limiter.key", key));
  }

  /** {@return how many keys it holds} */
  public int size() {
    return table.size();
  }

  /** {@return how many calls have been refused since the limiter was made} */
  public long refused() {
    return table.refused();
  }

  /**
   * Adds a listener of refusals, whatever their key, as {@link CircuitBreaker#listen} does.
   *
   * @param <E> the events it wants
   * @param kind their class; {@code ResilienceEvent.class} for all
   * @param listener gets the events
   * @return closes to take the listener out
   */
  public <E extends ResilienceEvent> BreakerSubscription listen(
      Class<E> kind, Consumer<? super E> listener) {
    return table.hub().listen("rate limiter '" + name + "'", kind, listener);
  }

  /**
   * The numbers of this limiter at this moment, for metrics.
   *
   * @return {@code limiter.keys}, {@code limiter.refused}
   */
  public List<Measurement> measurements() {
    return Measures.of(name)
        .gauge("limiter.keys", size())
        .counter("limiter.refused", refused())
        .list();
  }
}
