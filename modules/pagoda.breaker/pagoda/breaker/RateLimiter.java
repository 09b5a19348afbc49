package pagoda.breaker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.limit.Pace;
import pagoda.breaker.internal.limit.Turnstile;
import pagoda.breaker.internal.measure.Measures;
import pagoda.breaker.internal.rules.Check;

/**
 * Bounds how many calls begin in a time, evenly spread. Thread-safe and lock-free; nothing is
 * allocated by a call that need not wait.
 *
 * <p>A call that has to wait is given its turn when it comes, so waiting is first come, first
 * served, and a call whose turn is too far away is refused at once. The scheme is the generic cell
 * rate algorithm of ATM networks (ITU-T I.371).
 *
 * {@snippet lang=java :
 * RateLimiter limiter = RateLimiter.of("prices",
 *     RateLimiterPolicy.defaults().withRate(50, Duration.ofSeconds(1)).withMaxWait(Duration.ofMillis(200)));
 * Price price = limiter.call(() -> client.price("tower"));
 * }
 *
 * @since 0.1.0
 */
public final class RateLimiter {
  private final Turnstile turnstile;
  private final Pace pace;

  private RateLimiter(String name, RateLimiterPolicy policy, NanoClock clock) {
    turnstile = new Turnstile(name, policy, clock);
    pace = turnstile.pace();
  }

  /**
   * Makes a limiter.
   *
   * @param name a name for messages and metrics
   * @param policy how many calls begin and wait
   * @return a new limiter
   */
  public static RateLimiter of(String name, RateLimiterPolicy policy) {
    return of(name, policy, NanoClock.system());
  }

  /**
   * Makes a limiter on a clock of the caller's.
   *
   * @param name a name for messages and metrics
   * @param policy how many calls begin and wait
   * @param clock the only source of time; its waits are used too
   * @return a new limiter
   */
  public static RateLimiter of(String name, RateLimiterPolicy policy, NanoClock clock) {
    return new RateLimiter(name, policy, clock);
  }

  /** {@return the name it was made with} */
  public String name() {
    return turnstile.name();
  }

  /**
   * Makes a call when its turn has come, and waits for it if the policy allows.
   *
   * @param <T> what the task returns
   * @param <X> the checked exception the task may throw
   * @param task the call
   * @return what the task returned
   * @throws X what the task threw
   * @throws RateLimitedException when its turn is too far away; the task has not begun
   */
  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    Check.present("limiter.task", task);
    turnstile.pass(pace);
    return task.call();
  }

  /**
   * Makes an asynchronous call when its turn has come, and waits for it, without a thread, if the
   * policy allows. A call that had to wait begins on a virtual thread.
   *
   * @param <T> what the task returns
   * @param task begins the call and returns its stage
   * @return ends as the stage does, its exception without wrappers; cancelling it cancels the
   *     stage. It fails with {@link RateLimitedException} when its turn is too far away
   */
  public <T> CompletableFuture<T> callAsync(Supplier<? extends CompletionStage<? extends T>> task) {
    return turnstile.callAsync(pace, Check.present("limiter.task", task));
  }

  /**
   * Takes the right to begin one call now, without waiting. The permit need not be ended.
   *
   * @return the permit, granted or not
   */
  public Permit tryAcquire() {
    return turnstile.tryPass(pace);
  }

  /** {@return how many calls are waiting for their turn} */
  public int waiting() {
    return turnstile.waiting();
  }

  /** {@return how many calls have been refused since the limiter was made} */
  public long refused() {
    return turnstile.refused();
  }

  /**
   * Adds a listener of refusals, as {@link CircuitBreaker#listen} does.
   *
   * @param <E> the events it wants
   * @param kind their class; {@code ResilienceEvent.class} for all
   * @param listener gets the events
   * @return closes to take the listener out
   */
  public <E extends ResilienceEvent> BreakerSubscription listen(
      Class<E> kind, Consumer<? super E> listener) {
    return turnstile.hub.listen("rate limiter '" + name() + "'", kind, listener);
  }

  /**
   * The numbers of this limiter at this moment, for metrics.
   *
   * @return {@code limiter.waiting}, {@code limiter.refused}
   */
  public List<Measurement> measurements() {
    return Measures.of(name())
        .gauge("limiter.waiting", waiting())
        .counter("limiter.refused", refused())
        .list();
  }

  EventHub events() {
    return turnstile.hub;
  }
}
