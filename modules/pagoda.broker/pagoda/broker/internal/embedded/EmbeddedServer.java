package pagoda.broker.internal.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import pagoda.broker.BrokerEvent;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcHandler;
import pagoda.broker.RpcServer;
import pagoda.broker.ServerSnapshot;
import pagoda.broker.internal.handle.RequestRunner;
import pagoda.broker.internal.handle.ServedQueue;
import pagoda.broker.internal.handle.ServerCounters;
import pagoda.broker.internal.handle.StopCause;
import pagoda.broker.internal.limit.Timer;
import pagoda.broker.internal.report.Events;

/** Serves a queue of this process. Thread-safe. */
final class EmbeddedServer implements RpcServer {
  private final EmbeddedQueue queue;
  private final ServedQueue served;
  private final Events events;
  private final ServerCounters counters;
  private final RequestRunner runner;
  private final Consumer<EmbeddedServer> onClose;
  private final Semaphore room;
  private final Set<EmbeddedDelivery> taken = ConcurrentHashMap.newKeySet();

  EmbeddedServer(
      EmbeddedQueue queue,
      ServedQueue served,
      RpcHandler handler,
      Timer timer,
      Events events,
      Consumer<EmbeddedServer> onClose) {
    this.queue = queue;
    this.served = served;
    this.events = events;
    this.onClose = onClose;
    counters = new ServerCounters(served.name());
    runner = new RequestRunner(served, handler, timer, events, counters);
    room = new Semaphore(served.options().prefetch());
  }

  boolean takeRoom() {
    return room.tryAcquire();
  }

  void start(EmbeddedDelivery delivery) {
    taken.add(delivery);
    delivery.running(runner.start(delivery));
  }

  void release(EmbeddedDelivery delivery) {
    taken.remove(delivery);
    room.release();
    queue.dispatch();
  }

  void countRequeued() {
    counters.countRequeued();
  }

  void deadLettered(RpcFailure failure) {
    counters.countDeadLettered();
    events.tell(
        new BrokerEvent.DeadLettered(served.name(), served.deadLetterQueue(), failure.message()));
  }

  @Override
  public boolean drain(Duration limit) {
    queue.detach(this);
    boolean finished = awaitAllRoom(limit);
    if (!finished) {
      runner.stopAll(StopCause.SERVER);
      List.copyOf(taken).forEach(EmbeddedDelivery::requeue);
    }
    onClose.accept(this);
    return finished;
  }

  private boolean awaitAllRoom(Duration limit) {
    try {
      if (room.tryAcquire(served.options().prefetch(), limit.toNanos(), TimeUnit.NANOSECONDS)) {
        room.release(served.options().prefetch());
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the caller is in a hurry
    }
    return false;
  }

  @Override
  public ServerSnapshot snapshot() {
    return counters.snapshot(
        queue.serves(this), served.options().prefetch() - room.availablePermits());
  }
}
