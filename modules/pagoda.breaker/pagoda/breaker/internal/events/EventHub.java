package pagoda.breaker.internal.events;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import pagoda.breaker.BreakerSubscription;
import pagoda.breaker.ResilienceEvent;
import pagoda.breaker.ResilienceEvent.CallEnded;
import pagoda.breaker.internal.rules.Check;

/**
 * Tells the listeners of one source what it did. Whoever has something to tell asks first whether
 * anybody hears it, and makes no event in vain.
 */
public final class EventHub {
  private static final Ear[] NONE = {};
  private static final int OF_A_POLICY = 1_000;
  private static final int OF_A_REGISTRY = 10_000;

  /** How far one of its listeners may fall behind. */
  private final int most;

  /** Never changed, only replaced. An array, because going through it allocates nothing. */
  private volatile Ear[] ears = NONE;

  private volatile boolean hearsCalls;

  /** Hears everything too; null for none. */
  private volatile EventHub parent;

  private EventHub(int most, EventHub parent) {
    this.most = most;
    this.parent = parent;
  }

  public EventHub() {
    this(OF_A_POLICY, null);
  }

  public static EventHub ofRegistry() {
    return new EventHub(OF_A_REGISTRY, null);
  }

  /** The hub of one more source, whose events this hub's listeners hear too. */
  public EventHub child() {
    return new EventHub(OF_A_POLICY, this);
  }

  /** From now on the parent hears nothing more. */
  public synchronized void detach() {
    parent = null;
  }

  /** A listener, and which events it wants. One ear may hear several hubs. */
  private record Ear(Class<?> kind, ListenerQueue<ResilienceEvent> queue) {}

  /** Adds a listener; it hears one source after the other, never two events at once. */
  public static <E extends ResilienceEvent> BreakerSubscription listen(
      String source, Class<E> kind, Consumer<? super E> listener, List<EventHub> hubs) {
    return listen(source, kind, listener, hubs, OF_A_POLICY);
  }

  private static <E extends ResilienceEvent> BreakerSubscription listen(
      String source, Class<E> kind, Consumer<? super E> listener, List<EventHub> hubs, int most) {
    Check.present("listener.kind", kind);
    Check.present("listener", listener);
    ListenerQueue<ResilienceEvent> queue =
        new ListenerQueue<>(source, most, event -> listener.accept(kind.cast(event)));
    Ear ear = new Ear(kind, queue);
    hubs.forEach(hub -> hub.add(ear));
    return () -> {
      queue.close();
      hubs.forEach(hub -> hub.remove(ear));
    };
  }

  /** Adds a listener to this hub alone. */
  public <E extends ResilienceEvent> BreakerSubscription listen(
      String source, Class<E> kind, Consumer<? super E> listener) {
    return listen(source, kind, listener, List.of(this), most);
  }

  private synchronized void add(Ear ear) {
    hear(Stream.concat(Stream.of(ears), Stream.of(ear)));
  }

  private synchronized void remove(Ear ear) {
    hear(Stream.of(ears).filter(other -> !other.equals(ear)));
  }

  private void hear(Stream<Ear> next) {
    ears = next.toArray(Ear[]::new);
    hearsCalls = isWanted(CallEnded.class);
  }

  /** Whether anybody wants events of a kind. */
  public boolean hears(Class<? extends ResilienceEvent> kind) {
    EventHub above = parent;
    return isWanted(kind) || (above != null && above.hears(kind));
  }

  private boolean isWanted(Class<? extends ResilienceEvent> kind) {
    for (Ear ear : ears) {
      if (ear.kind.isAssignableFrom(kind)) {
        return true;
      }
    }
    return false;
  }

  /** The same for the ends of calls, of which there are many. */
  public boolean hearsCalls() {
    EventHub above = parent;
    return hearsCalls || (above != null && above.hearsCalls);
  }

  /** Tells an event; called outside every lock. */
  public void tell(ResilienceEvent event) {
    List<Runnable> wakes = new ArrayList<>(1);
    offer(event, wakes);
    wakes.forEach(Runnable::run);
  }

  /**
   * Puts an event into every queue, in one order for all.
   *
   * @param later gets what must be done outside every lock
   */
  public synchronized void offer(ResilienceEvent event, List<Runnable> later) {
    for (Ear ear : ears) {
      if (ear.kind.isInstance(event)) {
        ear.queue.offer(event);
        later.add(ear.queue::wake);
      }
    }
    EventHub above = parent;
    if (above != null) {
      above.offer(event, later);
    }
  }
}
