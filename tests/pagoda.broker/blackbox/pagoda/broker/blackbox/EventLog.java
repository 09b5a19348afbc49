package pagoda.broker.blackbox;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import pagoda.broker.BrokerEvent;
import pagoda.broker.BrokerListener;
import pagoda.testing.Await;

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

  /** The first event of its kind, as soon as it is told: it may be told just after it counts. */
  <E extends BrokerEvent> E awaitFirst(Class<E> kind) throws Exception {
    Await.until("a " + kind.getSimpleName(), () -> !of(kind).isEmpty());
    return of(kind).getFirst();
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
