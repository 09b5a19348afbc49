package pagoda.breaker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pagoda.breaker.internal.bulkhead.Compartment;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.measure.Measures;
import pagoda.breaker.internal.rules.Check;

/**
 * Bounds how many calls run at once, so that one slow dependency cannot take every thread.
 * Thread-safe; nothing is allocated by a call that finds a place.
 *
 * @since 0.1.0
 */
public final class Bulkhead {
  private final String name;
  private final Compartment compartment;

  private Bulkhead(String name, BulkheadPolicy policy, NanoClock clock) {
    this.name = Check.present("bulkhead.name", name);
    compartment = new Compartment(name, policy, clock);
  }

  /**
   * Makes a bulkhead.
   *
   * @param name a name for messages and metrics
   * @param policy how many calls run and wait
   * @return a new bulkhead
   */
  public static Bulkhead of(String name, BulkheadPolicy policy) {
    return of(name, policy, NanoClock.system());
  }

  /**
   * Makes a bulkhead on a clock of the caller's; only an adaptive limit looks at it.
   *
   * @param name a name for messages and metrics
   * @param policy how many calls run and wait
   * @param clock times the calls
   * @return a new bulkhead
   */
  public static Bulkhead of(String name, BulkheadPolicy policy, NanoClock clock) {
    return new Bulkhead(name, policy, clock);
  }

  /**
   * The name it was made with.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Makes a call when there is a place for it, and waits for one if the policy allows.
   *
   * @param <T> what the task returns
   * @param <X> the checked exception the task may throw
   * @param task the call
   * @return what the task returned
   * @throws X what the task threw
   * @throws BulkheadFullException when there is no place; the task has not begun
   */
  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    return compartment.call(Check.present("bulkhead.task", task));
  }

  /**
   * Makes an asynchronous call when there is a place for it, and waits for one, without a thread,
   * if the policy allows. A call that had to wait begins on a virtual thread. Those who wait in a
   * thread and those who wait without have no order between them.
   *
   * @param <T> what the task returns
   * @param task begins the call on this thread and returns its stage
   * @return ends as the stage does, its exception without wrappers; cancelling it cancels the stage
   *     It fails with {@link BulkheadFullException} when there is no place
   */
  public <T> CompletableFuture<T> callAsync(Supplier<? extends CompletionStage<? extends T>> task) {
    return compartment.callAsync(Check.present("bulkhead.task", task));
  }

  /**
   * Takes a place if one is free, without waiting. Ending the permit, in whatever way, frees it.
   *
   * @return the permit, granted or not
   */
  public Permit tryAcquire() {
    return compartment.tryAcquire();
  }

  /**
   * How many calls may run at once, at this moment.
   *
   * @return the limit
   */
  public int limit() {
    return compartment.limit();
  }

  /**
   * Moves the limit, without waiting for anybody. After a shrink running calls go on, and new ones
   * are refused until fewer run than the limit allows.
   *
   * @param limit how many calls may run at once, 1 to 1,000,000; within its bounds if it is
   *     adaptive
   */
  public void limit(int limit) {
    compartment.limit(limit);
  }

  /**
   * How many calls are running.
   *
   * @return calls in flight
   */
  public int inFlight() {
    return compartment.inFlight();
  }

  /**
   * How many calls are waiting for a place.
   *
   * @return waiting calls
   */
  public int waiting() {
    return compartment.waiting();
  }

  /**
   * How many calls have been refused since the bulkhead was made.
   *
   * @return a counter that only rises
   */
  public long refused() {
    return compartment.refused();
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
    return compartment.hub.listen("bulkhead '" + name + "'", kind, listener);
  }

  /**
   * The numbers of this bulkhead at this moment, for metrics.
   *
   * @return {@code bulkhead.limit}, {@code .in.flight}, {@code .waiting}, {@code .refused}
   */
  public List<Measurement> measurements() {
    return Measures.of(name)
        .gauge("bulkhead.limit", limit())
        .gauge("bulkhead.in.flight", inFlight())
        .gauge("bulkhead.waiting", waiting())
        .counter("bulkhead.refused", refused())
        .list();
  }

  EventHub events() {
    return compartment.hub;
  }
}
