package pagoda.breaker;

import java.time.Duration;
import java.util.List;
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
 */
public final class BreakerRegistry {
  private final Roster roster;

  private BreakerRegistry(
      int capacity, Duration idleAfter, Function<String, BreakerPolicy> policies, NanoClock clock) {
    Check.range("registry.capacity", capacity, 1, 1_000_000);
    Check.notNegative("registry.idle-after", idleAfter);
    Check.present("registry.policies", policies);
    Check.present("registry.clock", clock);
    roster = new Roster(capacity, idleAfter.toNanos(), policies, clock);
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
    return roster.breaker(Check.present("breaker.name", name));
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
   * Adds a listener to every breaker, present and future; see {@link CircuitBreaker#subscribe}.
   * Transitions of one breaker arrive in order; between breakers there is no order.
   *
   * @param listener gets the transitions
   * @return closes to take the listener out
   */
  public BreakerSubscription subscribe(Consumer<? super Transition> listener) {
    return roster.subscribe(Check.present("listener", listener));
  }
}
