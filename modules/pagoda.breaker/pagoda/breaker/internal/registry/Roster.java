package pagoda.breaker.internal.registry;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.BreakerSubscription;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.NanoClock;
import pagoda.breaker.RegistryFullException;
import pagoda.breaker.Snapshot;
import pagoda.breaker.State;
import pagoda.breaker.Transition;
import pagoda.breaker.internal.rules.Warnings;
import pagoda.breaker.internal.time.Jitter;

/**
 * What a registry holds. A breaker that made room is still known by a weak reference, so that its
 * name leads back to it while somebody holds it.
 */
public final class Roster {
  private final int capacity;
  private final long idleAfterNanos;
  private final Function<String, BreakerPolicy> policies;
  private final NanoClock clock;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final List<Consumer<Transition>> listeners = new CopyOnWriteArrayList<>();

  /** Breakers that made room. Guarded by this. */
  private final Map<String, Evicted> evicted = new HashMap<>();

  private final ReferenceQueue<CircuitBreaker> collected = new ReferenceQueue<>();

  /** When idle breakers were last looked for. Guarded by this. */
  private long swept;

  public Roster(
      int capacity,
      long idleAfterNanos,
      Function<String, BreakerPolicy> policies,
      NanoClock clock) {
    this.capacity = capacity;
    this.idleAfterNanos = idleAfterNanos;
    this.policies = policies;
    this.clock = clock;
    swept = clock.nanos() - idleAfterNanos;
  }

  public CircuitBreaker breaker(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      entry = add(name);
    }
    entry.usedAt = clock.nanos();
    return entry.breaker;
  }

  public CircuitBreaker find(String name) {
    Entry entry = entries.get(name);
    return entry != null ? entry.breaker : held(name);
  }

  public List<CircuitBreaker> breakers() {
    return Stream.concat(entries.values().stream().map(entry -> entry.breaker), heldOnes())
        .sorted(Comparator.comparing(CircuitBreaker::name))
        .toList();
  }

  public BreakerSubscription subscribe(Consumer<? super Transition> listener) {
    Consumer<Transition> once = listener::accept; // one listener may be added twice
    listeners.add(once);
    return () -> listeners.remove(once);
  }

  /** The owner's function runs outside the lock: it may be slow, or ask for a breaker itself. */
  private Entry add(String name) {
    long now = clock.nanos();
    Entry known = known(name, now);
    return known != null ? known : put(make(name), now);
  }

  /** The entry of a name, put back if it had made room; null when a breaker has to be made. */
  private synchronized Entry known(String name, long now) {
    Entry entry = entries.get(name);
    if (entry != null) {
      return entry;
    }
    makeRoom(name, now);
    CircuitBreaker breaker = held(name);
    return breaker == null ? null : put(breaker, now);
  }

  /** Whoever made a breaker of the name first has made it for all. */
  private synchronized Entry put(CircuitBreaker breaker, long now) {
    String name = breaker.name();
    Entry entry = entries.get(name);
    if (entry == null) {
      makeRoom(name, now);
      CircuitBreaker living = held(name);
      entry = new Entry(living == null ? breaker : living, now);
      evicted.remove(name);
      entries.put(name, entry);
    }
    return entry;
  }

  private void makeRoom(String name, long now) {
    forgetCollected();
    if (entries.size() >= capacity && now - swept >= idleAfterNanos / 16) {
      sweep(now);
    }
    if (entries.size() >= capacity) {
      throw new RegistryFullException(name, capacity);
    }
  }

  private CircuitBreaker make(String name) {
    CircuitBreaker breaker = CircuitBreaker.of(name, policies.apply(name), clock, Jitter.SHARED);
    breaker.subscribe(this::relay);
    return breaker;
  }

  private void sweep(long now) {
    swept = now;
    entries.values().removeIf(entry -> isIdle(entry, now) && evict(entry.breaker));
  }

  private boolean evict(CircuitBreaker breaker) {
    evicted.put(breaker.name(), new Evicted(breaker.name(), breaker, collected));
    return true;
  }

  private boolean isIdle(Entry entry, long now) {
    return now - entry.usedAt >= idleAfterNanos && isQuiet(entry.breaker.snapshot());
  }

  private static boolean isQuiet(Snapshot snapshot) {
    return snapshot.state() == State.CLOSED && snapshot.openings() == 0;
  }

  private synchronized CircuitBreaker held(String name) {
    return Optional.ofNullable(evicted.get(name)).map(Evicted::get).orElse(null);
  }

  private synchronized Stream<CircuitBreaker> heldOnes() {
    return List.copyOf(evicted.values()).stream()
        .map(Evicted::get)
        .filter(breaker -> breaker != null);
  }

  private void forgetCollected() {
    for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
      if (gone instanceof Evicted dead) {
        evicted.remove(dead.name, dead);
      }
    }
  }

  private void relay(Transition transition) {
    for (Consumer<Transition> listener : listeners) {
      try {
        listener.accept(transition);
      } catch (Throwable t) {
        Warnings.warn("a listener of the breaker registry threw", t);
      }
    }
  }

  /** A breaker and when its name was last asked for. */
  private static final class Entry {
    private final CircuitBreaker breaker;
    private volatile long usedAt;

    Entry(CircuitBreaker breaker, long usedAt) {
      this.breaker = breaker;
      this.usedAt = usedAt;
    }
  }

  /** A breaker that made room and may still be held by somebody. */
  private static final class Evicted extends WeakReference<CircuitBreaker> {
    private final String name;

    Evicted(String name, CircuitBreaker breaker, ReferenceQueue<CircuitBreaker> queue) {
      super(breaker, queue);
      this.name = name;
    }
  }
}
