package pagoda.breaker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.measure.Measures;
import pagoda.breaker.internal.rules.Check;
import pagoda.breaker.internal.state.Calls;
import pagoda.breaker.internal.state.Lifecycle;
import pagoda.breaker.internal.time.Jitter;

/**
 * Stops calling a dependency that fails, and finds out by itself when it is well again. {@link
 * State} shows the states and their transitions, {@link BreakerPolicy} everything that can be set.
 *
 * <p>Share one breaker between all callers of one dependency. A call's result counts only in the
 * generation that admitted it: whatever ends after a transition changes nothing any more. The
 * breaker has no thread of its own; an opening ends when a call comes after its time.
 *
 * <p>Thread-safe. While it is closed no lock is taken and nothing is allocated.
 *
 * @since 0.1.0
 */
public final class CircuitBreaker {
  private final Lifecycle core;
  private final Map<String, String> tags;

  private CircuitBreaker(Lifecycle core, Map<String, String> tags) {
    this.core = core;
    this.tags = tags;
  }

  /** Makes a breaker for a registry, which hears its events. */
  static CircuitBreaker of(
      String name, BreakerPolicy policy, NanoClock clock, EventHub hub, Map<String, String> tags) {
    return new CircuitBreaker(new Lifecycle(name, policy, clock, Jitter.SHARED, hub), tags);
  }

  /**
   * Makes a closed breaker on the machine's clock.
   *
   * @param name a name for messages, metrics and lists
   * @param policy what it shall do
   * @return a new breaker
   */
  public static CircuitBreaker of(String name, BreakerPolicy policy) {
    return of(name, policy, NanoClock.system(), Jitter.SHARED);
  }

  /**
   * Makes a closed breaker on a clock and a source of jitter of the caller's.
   *
   * @param name a name for messages, metrics and lists
   * @param policy what it shall do
   * @param clock the only source of time the breaker looks at
   * @param random shortens openings by their jitter; must be thread-safe
   * @return a new breaker
   */
  public static CircuitBreaker of(
      String name, BreakerPolicy policy, NanoClock clock, RandomGenerator random) {
    EventHub hub = new EventHub();
    return new CircuitBreaker(new Lifecycle(name, policy, clock, random, hub), Map.of());
  }

  /**
   * The name it was made with.
   *
   * @return the name
   */
  public String name() {
    return core.name;
  }

  /**
   * What its {@link BreakerRegistry} was told about it.
   *
   * @return tags by key, unmodifiable; none for a breaker of no registry
   */
  public Map<String, String> tags() {
    return tags;
  }

  /**
   * Makes a call, or refuses it.
   *
   * @param <T> what the task returns
   * @param <X> the checked exception the task may throw
   * @param task the call
   * @return what the task returned
   * @throws X what the task threw, the same object; the same holds for unchecked exceptions
   * @throws CircuitOpenException when the breaker refuses the call; the task has not begun
   */
  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    return Calls.call(core, Check.present("breaker.task", task));
  }

  /**
   * Makes a call, or answers in its place when this breaker refuses it. What the task itself throws
   * does not lead to the fallback.
   *
   * @param <T> what the task returns
   * @param <X> the checked exception the task may throw
   * @param task the call
   * @param fallback makes the answer for a refused call
   * @return what the task, or else the fallback, returned
   * @throws X what the task threw
   */
  public <T, X extends Exception> T callOr(
      Task<? extends T, X> task, Function<? super Refusal, ? extends T> fallback) throws X {
    return Calls.callOr(
        core, Check.present("breaker.task", task), Check.present("fallback", fallback));
  }

  /**
   * Makes an asynchronous call, or refuses it. No thread is held while it runs, and it may end on
   * any thread. A call that the caller cancels gives its permit back without a verdict; one that
   * the caller completes by hand, or by {@code orTimeout}, is judged by that. What the task throws
   * instead of returning a stage is judged like what a stage ends with.
   *
   * {@snippet lang=java :
   * breaker.callAsync(() -> client.sendAsync(request, BodyHandlers.ofString()))
   *     .thenAccept(reply -> show(reply.body()));
   * }
   *
   * @param <T> what the task returns
   * @param task begins the call on this thread and returns its stage
   * @return ends as the stage does, its exception without wrappers; cancelling it cancels the stage
   *     A refused call fails with {@link CircuitOpenException}
   */
  public <T> CompletableFuture<T> callAsync(Supplier<? extends CompletionStage<? extends T>> task) {
    return Calls.callAsync(core, Check.present("breaker.task", task));
  }

  /**
   * Asks for the right to make one call, for code that cannot pass a {@link Task}. The permit must
   * be ended; a half-open breaker takes it back when its lease is over.
   *
   * @return the permit, granted or not
   */
  public Permit tryAcquire() {
    return Calls.tryAcquire(core);
  }

  /**
   * Tells whether the next call would be refused, and changes nothing.
   *
   * @return why it would be refused; empty when it would pass
   */
  public Optional<Refusal> check() {
    return Calls.check(core);
  }

  /**
   * The breaker at this moment, for metrics and status pages.
   *
   * @return state and numbers
   */
  public Snapshot snapshot() {
    return core.snapshot();
  }

  /**
   * The state in a few words, as {@link Snapshot#describe()}.
   *
   * @return text for a status page
   */
  public String describe() {
    return snapshot().describe();
  }

  /**
   * Opens the breaker for exactly this long, from whatever state. An opening by hand is not
   * remembered.
   *
   * @param openFor how long, above zero
   * @param why words for the log
   */
  public void trip(Duration openFor, String why) {
    core.trip(openFor, why);
  }

  /** Refuses every call until {@link #reset()}. Without effect on an isolated breaker. */
  public void isolate() {
    core.isolate();
  }

  /** Lets every call pass until {@link #reset()}. Without effect on a disabled breaker. */
  public void disable() {
    core.disable();
  }

  /**
   * Lets every call pass until {@link #reset()} and judges the rules all the same; see {@link
   * State#SHADOW}. Without effect on a breaker in that state.
   */
  public void shadow() {
    core.shadow();
  }

  /** Closes the breaker, from whatever state, with an empty window and no openings remembered. */
  public void reset() {
    core.reset();
  }

  /**
   * The policy that is in force.
   *
   * @return the policy
   */
  public BreakerPolicy policy() {
    return core.policy();
  }

  /**
   * Puts another policy in force and keeps state, window and memory. A window of another kind or
   * size takes over what fits. An opening that is running keeps its length, a half-open generation
   * its probes; calls that are running are judged by the slow threshold and the classifier they
   * began under.
   *
   * @param policy what the breaker shall do from now on
   */
  public void policy(BreakerPolicy policy) {
    core.policy(policy);
  }

  /**
   * Adds a listener. It gets every later transition, in order, one at a time, on a virtual thread
   * of its own and outside every lock, so it may be slow, throw or call the breaker, and no caller
   * waits for it. What it throws is logged. When it falls 1,000 transitions behind, the oldest are
   * dropped and the log says so.
   *
   * @param listener gets the transitions
   * @return closes to take the listener out
   */
  public BreakerSubscription subscribe(Consumer<? super Transition> listener) {
    return listen(Transition.class, listener);
  }

  /**
   * Adds a listener of what the breaker does: the ends of calls, refusals, transitions. It gets
   * them as {@link #subscribe} tells. While nobody listens to the ends of calls they cost nothing;
   * else each call allocates its event.
   *
   * @param <E> the events it wants
   * @param kind their class; {@code ResilienceEvent.class} for all
   * @param listener gets the events
   * @return closes to take the listener out
   */
  public <E extends ResilienceEvent> BreakerSubscription listen(
      Class<E> kind, Consumer<? super E> listener) {
    return core.hub.listen("circuit breaker '" + name() + "'", kind, listener);
  }

  /**
   * The numbers of this breaker at this moment, for metrics.
   *
   * @return {@code breaker.calls} by outcome, {@code breaker.state} by state, and those that {@link
   *     Snapshot} tells
   */
  public List<Measurement> measurements() {
    return Measures.of(snapshot(), tags);
  }

  EventHub events() {
    return core.hub;
  }

  @Override
  public String toString() {
    return "CircuitBreaker[" + name() + ", " + describe() + "]";
  }
}
