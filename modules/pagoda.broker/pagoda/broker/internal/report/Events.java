package pagoda.broker.internal.report;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import pagoda.broker.BrokerEvent;
import pagoda.broker.BrokerListener;

/** Tells the listeners of a broker. Thread-safe. */
public final class Events {
  private final List<BrokerListener> listeners;
  private final LongAdder failures = new LongAdder();

  /**
   * Makes events for some listeners.
   *
   * @param listeners who hears
   */
  public Events(BrokerListener... listeners) {
    this.listeners = List.of(listeners);
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
