package pagoda.app.breakers;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import pagoda.app.log.Fields;
import pagoda.app.settings.BreakerKeys;
import pagoda.app.settings.Settings;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Classifier;
import pagoda.breaker.State;
import pagoda.breaker.Transition;

/**
 * The service's breakers by name, each with its last {@value #REMEMBERED} transitions. Every
 * transition is a log line and is told to the listeners, in order. Thread-safe.
 */
public final class Breakers {
  static final int REMEMBERED = 20;
  private static final System.Logger LOG = System.getLogger("pagoda.breaker");

  private final Settings settings;
  private final Clock clock;
  private final Map<String, CircuitBreaker> breakers = new LinkedHashMap<>();
  private final Map<String, Deque<PastTransition>> history = new LinkedHashMap<>();
  private final Map<String, LongAdder> transitions = new LinkedHashMap<>();
  private final List<Consumer<CircuitBreaker>> listeners = new CopyOnWriteArrayList<>();

  /** No breakers yet; {@code clock} dates the transitions. */
  public Breakers(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Makes the breaker that {@code keys} describe. Done at start, before anything uses the rest. */
  public CircuitBreaker add(BreakerKeys keys, Classifier classifier) {
    CircuitBreaker breaker =
        CircuitBreaker.of(keys.name(), BreakerPolicies.of(settings, keys, classifier));
    breakers.put(keys.name(), breaker);
    history.put(keys.name(), new ArrayDeque<>());
    transitions.put(keys.name(), new LongAdder());
    breaker.subscribe(transition -> record(breaker, transition));
    return breaker;
  }

  /** Calls {@code listener} with the breaker after each transition. */
  public void onTransition(Consumer<CircuitBreaker> listener) {
    listeners.add(listener);
  }

  private void record(CircuitBreaker breaker, Transition transition) {
    Deque<PastTransition> past = history.get(breaker.name());
    synchronized (past) {
      past.addFirst(
          new PastTransition(
              clock.instant(), transition.from(), transition.to(), transition.reason().text()));
      if (past.size() > REMEMBERED) {
        past.removeLast();
      }
    }
    transitions.get(breaker.name()).increment();
    LOG.log(
        transition.to() == State.OPEN ? WARNING : INFO,
        "breaker transition",
        Fields.of(
            "breaker", transition.breaker(),
            "from", transition.from(),
            "to", transition.to(),
            "reason", transition.reason().text(),
            "open_for_ms", transition.openFor().toMillis()));
    listeners.forEach(listener -> listener.accept(breaker));
  }

  /** All breakers, in the order they were added. */
  public Collection<CircuitBreaker> all() {
    return breakers.values();
  }

  /** The breaker of that name. */
  public Optional<CircuitBreaker> find(String name) {
    return Optional.ofNullable(breakers.get(name));
  }

  /** Its last transitions, newest first. */
  public List<PastTransition> history(String name) {
    Deque<PastTransition> past = history.get(name);
    synchronized (past) {
      return new ArrayList<>(past);
    }
  }

  /** How many transitions it has had since the start. */
  public long transitions(String name) {
    return transitions.get(name).sum();
  }
}
