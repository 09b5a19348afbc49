package pagoda.broker.blackbox;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import pagoda.broker.BrokerEvent;
import pagoda.broker.BrokerListener;

/** Keeps the events of a broker. */
final class EventLog implements BrokerListener {
  private final Queue<BrokerEvent> events = new ConcurrentLinkedQueue<>();

  @Override
  public void on(BrokerEvent event) {
    events.add(event);
  }

  <E extends BrokerEvent> List<E> of(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The events an operator reads a line of: all but those of ordinary calls. */
  List<BrokerEvent> lines() {
    return events.stream()
        .filter(e -> !(e instanceof BrokerEvent.CallEnded))
        .filter(e -> !(e instanceof BrokerEvent.RequestServed))
        .toList();
  }

  void forget() {
    events.clear();
  }
}
