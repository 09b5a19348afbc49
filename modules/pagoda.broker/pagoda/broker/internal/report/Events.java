package pagoda.broker.internal.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import pagoda.broker.BrokerEvent;
import pagoda.broker.BrokerListener;
import pagoda.broker.BrokerSubscription;

/** Tells the listeners of a broker. Thread-safe. */
public final class Events {
  private final List<BrokerListener> listeners = new CopyOnWriteArrayList<>();
  private final LongAdder failures = new LongAdder();

  /**
   * Makes events for some listeners.
   *
   * @param listeners who hears
   */
  public Events(BrokerListener... listeners) {
    this.listeners.addAll(List.of(listeners));
  }

  /**
   * Adds a listener.
   *
   * @param listener who hears from now on
   * @return ends that; one subscription of a listener that has several leaves the others
   */
  public BrokerSubscription subscribe(BrokerListener listener) {
    listeners.add(requireNonNull(listener, "listener"));
    AtomicBoolean closed = new AtomicBoolean();
    return () -> {
      if (closed.compareAndSet(false, true)) {
        listeners.remove(listener);
      }
    };
  }

  /**
   * Tells every listener. A listener that throws does not keep the others from hearing.
   *
   * @param event what happened
   */
  public void tell(BrokerEvent event) {
    for (BrokerListener listener : listeners) {
      try {
        listener.on(event);
      } catch (RuntimeException e) {
        failures.increment();
      }
    }
  }

  /**
   * Returns how many times a listener threw.
   *
   * @return 0 or more
   */
  public long failures() {
    return failures.sum();
  }
}
