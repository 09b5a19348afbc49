package pagoda.broker.internal.embedded;

import java.util.concurrent.atomic.AtomicBoolean;
import pagoda.broker.Cancellation;
import pagoda.broker.MessageOrigin;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcRequest;
import pagoda.broker.ServedRequest;
import pagoda.broker.internal.handle.Delivery;
import pagoda.broker.internal.handle.RunningRequest;
import pagoda.broker.internal.handle.StopCause;

/** A request with one server. Once settled it can not be settled again. Thread-safe. */
final class EmbeddedDelivery implements Delivery {
  private final EmbeddedRequest origin;
  private final EmbeddedServer server;
  private final int attempt;
  private final AtomicBoolean settled = new AtomicBoolean();
  private volatile RunningRequest running;

  EmbeddedDelivery(EmbeddedRequest origin, EmbeddedServer server, int attempt) {
    this.origin = origin;
    this.server = server;
    this.attempt = attempt;
  }

  void running(RunningRequest request) {
    running = request;
  }

  void stop(StopCause cause) {
    RunningRequest request = running;
    if (request != null) {
      request.stop(cause);
    }
  }

  @Override
  public ServedRequest request(Cancellation cancellation) {
    RpcRequest request = origin.call().request();
    return new ServedRequest(
        request.queue(),
        request.body(),
        request.type(),
        request.contentType(),
        request.priority(),
        request.headers(),
        attempt,
        false,
        MessageOrigin.UNKNOWN,
        cancellation,
        deadline());
  }

  @Override
  public long deadline() {
    return origin.call().deadline();
  }

  @Override
  public boolean redelivered() {
    return attempt > 1;
  }

  @Override
  public void answer(RpcOutcome outcome) {
    if (settled.compareAndSet(false, true)) {
      origin.calls().answer(origin.call().key(), outcome);
      server.release(this);
    }
  }

  @Override
  public void drop() {
    if (settled.compareAndSet(false, true)) {
      server.release(this);
    }
  }

  @Override
  public void requeue() {
    if (settled.compareAndSet(false, true)) {
      server.countRequeued();
      origin.enqueue();
      server.release(this);
    }
  }

  @Override
  public void deadLetter(RpcFailure failure) {
    if (settled.compareAndSet(false, true)) {
      server.deadLettered(failure);
      origin.calls().answer(origin.call().key(), failure);
      server.release(this);
    }
  }
}
