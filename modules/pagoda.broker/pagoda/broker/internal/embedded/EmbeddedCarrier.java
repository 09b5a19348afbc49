package pagoda.broker.internal.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.internal.call.Carrier;
import pagoda.broker.internal.call.PendingCall;
import pagoda.broker.internal.call.PendingCalls;

/** Carries the calls of one client into the queues of this process. Thread-safe. */
final class EmbeddedCarrier implements Carrier {
  private final Map<String, EmbeddedQueue> queues;
  private final PendingCalls calls;
  private final Map<PendingCall, EmbeddedRequest> requests = new ConcurrentHashMap<>();

  EmbeddedCarrier(Map<String, EmbeddedQueue> queues, PendingCalls calls) {
    this.queues = queues;
    this.calls = calls;
  }

  @Override
  public void send(PendingCall call) {
    EmbeddedQueue queue = queues.get(call.request().queue());
    if (queue == null) {
      call.end(
          RpcFailure.of(RpcCode.NO_ROUTE, "there is no queue '" + call.request().queue() + "'"));
      return;
    }
    EmbeddedRequest request = new EmbeddedRequest(queue, calls, call);
    requests.put(call, request);
    call.sending(1);
    request.enqueue();
    if (call.done()) { // it ended before its request was on record
      forget(call, true);
    }
  }

  @Override
  public void ended(PendingCall call, RpcOutcome outcome) {
    forget(call, outcome instanceof RpcFailure failure && failure.code() == RpcCode.CANCELLED);
  }

  private void forget(PendingCall call, boolean cancelled) {
    EmbeddedRequest request = requests.remove(call);
    if (request != null) {
      request.callEnded(cancelled);
    }
  }

  @Override
  public void close() {
    requests.clear();
  }
}
