package pagoda.broker.internal.embedded;

import pagoda.broker.internal.call.PendingCall;
import pagoda.broker.internal.call.PendingCalls;
import pagoda.broker.internal.handle.StopCause;

/**
 * A request that waits in a queue or is with a server. It may pass through several servers, one
 * after the other. Thread-safe.
 */
final class EmbeddedRequest {
  private final EmbeddedQueue queue;
  private final PendingCalls calls;
  private final PendingCall call;
  private final Place place;
  private int deliveries;
  private EmbeddedDelivery current;
  private boolean cancelled;

  EmbeddedRequest(EmbeddedQueue queue, PendingCalls calls, PendingCall call) {
    this.queue = queue;
    this.calls = calls;
    this.call = call;
    place = queue.newPlace(call.request().priority());
  }

  Place place() {
    return place;
  }

  PendingCall call() {
    return call;
  }

  PendingCalls calls() {
    return calls;
  }

  void enqueue() {
    queue.add(this);
    if (call.done()) { // it ended before it could be found in the queue
      queue.remove(this);
    }
  }

  /** Goes to a server that has room for it. */
  void deliverTo(EmbeddedServer server) {
    EmbeddedDelivery delivery;
    synchronized (this) {
      deliveries++;
      delivery = new EmbeddedDelivery(this, server, deliveries);
      current = delivery;
    }
    server.start(delivery);
    synchronized (this) {
      if (!cancelled) {
        return;
      }
    }
    delivery.stop(StopCause.CALLER);
  }

  /** The caller does not wait any more. */
  void callEnded(boolean byCancelling) {
    queue.remove(this);
    EmbeddedDelivery delivery;
    synchronized (this) {
      cancelled |= byCancelling;
      delivery = current;
    }
    if (byCancelling && delivery != null) {
      delivery.stop(StopCause.CALLER);
    }
  }
}
