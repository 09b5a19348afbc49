package pagoda.breaker.internal.registry;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.NanoClock;
import pagoda.breaker.RegistryFullException;
import pagoda.breaker.ResilienceEvent.Change;
import pagoda.breaker.ResilienceEvent.RegistryChanged;
import pagoda.breaker.Snapshot;
import pagoda.breaker.State;
import pagoda.breaker.internal.events.EventHub;

/**
 * What a registry holds. A breaker that made room is still known by a weak reference, so that its
 * name leads back to it while somebody holds it.
 */
public final class Roster {
  public final EventHub hub = EventHub.ofRegistry();
  private final int capacity;
  private final long idleAfterNanos;
  private final Function<String, BreakerPolicy> policies;
  private final NanoClock clock;
  private final Maker maker;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  /** Breakers that made room. Guarded by this. */
  private final Map<String, Evicted> evicted = new HashMap<>();

  private final ReferenceQueue<CircuitBreaker> collected = new ReferenceQueue<>();

  /** When idle breakers were last looked for. Guarded by this. */
  private long swept;

  /** What is to be done once the lock is let go. Guarded by this. */
  private final List<Runnable> later = new ArrayList<>(0);

  /** Makes a breaker whose events a hub tells. */
  @FunctionalInterface
  public interface Maker {
    CircuitBreaker make(
        String name, BreakerPolicy policy, NanoClock clock, EventHub hub, Map<String, String> tags);
  }

  public Roster(
      int capacity,
      long idleAfterNanos,
      Function<String, BreakerPolicy> policies,
      NanoClock clock,
      Maker maker) {
    this.capacity = capacity;
    this.idleAfterNanos = idleAfterNanos;
    this.policies = policies;
    this.clock = clock;
    this.maker = maker;
    swept = clock.nanos() - idleAfterNanos;
  }

  public CircuitBreaker breaker(String name, Map<String, String> tags) {
    Entry entry = entries.get(name);
    if (entry == null) {
      try {
        entry = add(name, tags);
      } finally {
        afterLock(); // room may have been made in vain
      }
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

  /** Takes a breaker out; null when there is none. */
  public CircuitBreaker remove(String name) {
    Entry gone = takeOut(name);
    afterLock();
    return gone == null ? null : gone.breaker;
  }

  private synchronized Entry takeOut(String name) {
    Entry gone = entries.remove(name);
    if (gone == null) {
      gone = revived(name, 0);
    }
    evicted.remove(name);
    if (gone != null) {
      gone.hub.detach();
      tell(name, Change.REMOVED);
    }
    return gone;
  }

  /** Puts a new breaker in the place of that of its name, with its tags. */
  public CircuitBreaker replace(String name, BreakerPolicy policy) {
    long now = clock.nanos();
    Entry next = putInPlace(name, policy, now);
    afterLock();
    return next.breaker;
  }

  private synchronized Entry putInPlace(String name, BreakerPolicy policy, long now) {
    Entry last = entries.get(name);
    if (last == null) {
      makeRoom(name, now);
      last = revived(name, now);
    }
    Entry next = make(name, policy, last == null ? Map.of() : last.breaker.tags(), now);
    if (last != null) {
      last.hub.detach();
    }
    evicted.remove(name);
    entries.put(name, next);
    tell(name, last == null ? Change.ADDED : Change.REPLACED);
    return next;
  }

  /** The owner's function runs outside the lock: it may be slow, or ask for a breaker itself. */
  private Entry add(String name, Map<String, String> tags) {
    long now = clock.nanos();
    Entry known = known(name, now);
    return known != null ? known : put(make(name, policies.apply(name), tags, now), now);
  }

  /** The entry of a name, put back if it had made room; null when a breaker has to be made. */
  private synchronized Entry known(String name, long now) {
    Entry entry = entries.get(name);
    if (entry != null) {
      return entry;
    }
    makeRoom(name, now);
    Entry living = revived(name, now);
    return living == null ? null : put(living, now);
  }

  /** Whoever made a breaker of the name first has made it for all. */
  private synchronized Entry put(Entry made, long now) {
    String name = made.breaker.name();
    Entry entry = entries.get(name);
    if (entry == null) {
      makeRoom(name, now);
      Entry living = revived(name, now);
      entry = living == null ? made : living;
      evicted.remove(name);
      entries.put(name, entry);
      tell(name, Change.ADDED);
    }
    return entry;
  }

  private Entry make(String name, BreakerPolicy policy, Map<String, String> tags, long now) {
    EventHub own = hub.child();
    return new Entry(maker.make(name, policy, clock, own, tags), own, now);
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

  private void sweep(long now) {
    swept = now;
    entries.values().removeIf(entry -> isIdle(entry, now) && evict(entry));
  }

  private boolean evict(Entry entry) {
    String name = entry.breaker.name();
    evicted.put(name, new Evicted(name, entry, collected));
    tell(name, Change.MADE_ROOM);
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

  /** The entry that a breaker had that made room and is still held; null for none. */
  private Entry revived(String name, long now) {
    CircuitBreaker breaker = held(name); // holds its hub, which is there as long as it is
    return breaker == null ? null : new Entry(breaker, evicted.get(name).hub.get(), now);
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

  /** Called under the lock, so that listeners hear of changes in their order. */
  private void tell(String name, Change change) {
    hub.offer(new RegistryChanged(name, change), later);
  }

  private void afterLock() {
    List<Runnable> work;
    synchronized (this) {
      if (later.isEmpty()) {
        return;
      }
      work = List.copyOf(later);
      later.clear();
    }
    work.forEach(Runnable::run);
  }

  /** A breaker, the hub that tells its events, and when its name was last asked for. */
  private static final class Entry {
    private final CircuitBreaker breaker;
    private final EventHub hub;
    private volatile long usedAt;

    Entry(CircuitBreaker breaker, EventHub hub, long usedAt) {
      this.breaker = breaker;
      this.hub = hub;
      this.usedAt = usedAt;
    }
  }

  /** A breaker that made room and may still be held by somebody. */
  private static final class Evicted extends WeakReference<CircuitBreaker> {
    private final String name;

    /** Weak too: what its listeners hold may be the breaker, which then would never go. */
    private final WeakReference<EventHub> hub;

    Evicted(String name, Entry entry, ReferenceQueue<CircuitBreaker> queue) {
      super(entry.breaker, queue);
      this.name = name;
      hub = new WeakReference<>(entry.hub);
    }
  }
}
