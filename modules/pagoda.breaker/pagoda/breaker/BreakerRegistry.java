package pagoda.breaker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import pagoda.breaker.internal.registry.Roster;
import pagoda.breaker.internal.rules.Check;

/**
 * Circuit breakers by name, for callers that have one breaker a host or tenant.
 *
 * <p>Bounded: when it is full, breakers that are closed, remember no opening and have not been
 * asked for for a while make room. A breaker that somebody still holds keeps its place under its
 * name: there are never two living breakers of one name. Thread-safe.
 *
 * @since 0.1.0
 */
public final class BreakerRegistry {
  private final Roster roster;

  private BreakerRegistry(
      int capacity, Duration idleAfter, Function<String, BreakerPolicy> policies, NanoClock clock) {
    Check.range("registry.capacity", capacity, 1, 1_000_000);
    Check.notNegative("registry.idle-after", idleAfter);
    Check.present("registry.policies", policies);
    Check.present("registry.clock", clock);
    roster = new Roster(capacity, idleAfter.toNanos(), policies, clock, CircuitBreaker::of);
  }

  /**
   * Makes an empty registry.
   *
   * @param capacity how many breakers it may hold, 1 to 1,000,000
   * @param idleAfter how long a breaker must be unused to make room
   * @param policies gives each new name its policy
   * @return a new registry
   */
  public static BreakerRegistry of(
      int capacity, Duration idleAfter, Function<String, BreakerPolicy> policies) {
    return of(capacity, idleAfter, policies, NanoClock.system());
  }

  /**
   * Makes an empty registry on a clock of the caller's, which its breakers use too.
   *
   * @param capacity how many breakers it may hold, 1 to 1,000,000
   * @param idleAfter how long a breaker must be unused to make room
   * @param policies gives each new name its policy
   * @param clock the only source of time
   * @return a new registry
   */
  public static BreakerRegistry of(
      int capacity, Duration idleAfter, Function<String, BreakerPolicy> policies, NanoClock clock) {
    return new BreakerRegistry(capacity, idleAfter, policies, clock);
  }

  /**
   * The breaker of a name, made when there is none.
   *
   * @param name the name
   * @return always the same breaker while anybody holds it
   * @throws RegistryFullException when the registry is full and nothing in it is idle
   */
  public CircuitBreaker breaker(String name) {
    return breaker(name, Map.of());
  }

  /**
   * The breaker of a name, made with these tags when there is none.
   *
   * @param name the name
   * @param tags what {@link CircuitBreaker#tags()} and {@link #measurements()} shall tell of it, at
   *     most 16; a breaker that exists keeps its own
   * @return always the same breaker while anybody holds it
   * @throws RegistryFullException when the registry is full and nothing in it is idle
   */
  public CircuitBreaker breaker(String name, Map<String, String> tags) {
    Check.present("breaker.name", name);
    Check.range("breaker.tags", Check.present("breaker.tags", tags).size(), 0, 16);
    return roster.breaker(name, Map.copyOf(tags));
  }

  /**
   * Takes a breaker out. Whoever holds it still can go on with it, but its name leads to a new one,
   * and the registry's listeners hear it no more.
   *
   * @param name the name
   * @return the breaker; empty when there was none
   */
  public Optional<CircuitBreaker> remove(String name) {
    return Optional.ofNullable(roster.remove(Check.present("breaker.name", name)));
  }

  /**
   * Puts a new breaker, closed and with nothing remembered, in the place of that of its name, which
   * is taken out as {@link #remove} does; it keeps the tags. To change the rules of a breaker and
   * keep what it knows, there is {@link CircuitBreaker#policy(BreakerPolicy)}.
   *
   * @param name the name
   * @param policy what the new breaker shall do
   * @return the new breaker, also when there was none
   * @throws RegistryFullException when there was none, and there is no room
   */
  public CircuitBreaker replace(String name, BreakerPolicy policy) {
    return roster.replace(
        Check.present("breaker.name", name), Check.present("breaker.policy", policy));
  }

  /**
   * The breaker of a name, if there is one.
   *
   * @param name the name
   * @return the breaker; empty if it was never made or has made room
   */
  public Optional<CircuitBreaker> find(String name) {
    return Optional.ofNullable(roster.find(name));
  }

  /**
   * Every breaker, by name, for a status page.
   *
   * @return a copy, sorted by name
   */
  public List<CircuitBreaker> breakers() {
    return roster.breakers();
  }

  /**
   * Every breaker whose tag has this value.
   *
   * @param tag the tag's key
   * @param value its value
   * @return a copy, sorted by name
   */
  public List<CircuitBreaker> breakers(String tag, String value) {
    Check.present("breaker.tag", tag);
    Check.present("breaker.value", value);
    return roster.breakers().stream()
        .filter(breaker -> value.equals(breaker.tags().get(tag)))
        .toList();
  }

  /**
   * The numbers of every breaker at this moment, for metrics.
   *
   * @return what each {@link CircuitBreaker#measurements()} gives, sorted by the breaker's name
   */
  public List<Measurement> measurements() {
    return roster.breakers().stream().flatMap(breaker -> breaker.measurements().stream()).toList();
  }

  /**
   * Adds a listener of the transitions of every breaker, present and future. Those of one breaker
   * arrive in order; see {@link #listen}.
   *
   * @param listener gets the transitions
   * @return closes to take the listener out
   */
  public BreakerSubscription subscribe(Consumer<? super Transition> listener) {
    return listen(Transition.class, listener);
  }

  /**
   * Adds a listener of what every breaker does, present and future, and of what becomes of their
   * names. It gets the events one at a time, those of one breaker in order, as {@link
   * CircuitBreaker#listen} tells; when it falls 10,000 behind, the oldest are dropped.
   *
   * @param <E> the events it wants
   * @param kind their class; {@code ResilienceEvent.class} for all
   * @param listener gets the events
   * @return closes to take the listener out
   */
  public <E extends ResilienceEvent> BreakerSubscription listen(
      Class<E> kind, Consumer<? super E> listener) {
    return roster.hub.listen("the breaker registry", kind, listener);
  }
}
