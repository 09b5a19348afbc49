package pagoda.broker.internal.amqp.call;

import java.io.IOException;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.internal.amqp.link.Epoch;
import pagoda.broker.internal.amqp.link.LinkStatus;
import pagoda.broker.internal.amqp.link.Supervisor;
import pagoda.broker.internal.amqp.link.Tenant;
import pagoda.broker.internal.amqp.link.Topology;
import pagoda.broker.internal.call.Carrier;
import pagoda.broker.internal.call.PendingCall;
import pagoda.broker.internal.call.PendingCalls;

/**
 * Carries the calls of one client over the link, through all its epochs. A call made while there is
 * no epoch waits in the table of pending calls until the next one. Thread-safe.
 */
public final class CallLane implements Carrier, Tenant {
  private final PendingCalls calls;
  private final LinkStatus status;
  private final Topology topology;
  private final Supervisor supervisor;
  private volatile CallSession session;

  public CallLane(PendingCalls calls, LinkStatus status, Topology topology, Supervisor supervisor) {
    this.calls = calls;
    this.status = status;
    this.topology = topology;
    this.supervisor = supervisor;
  }

  @Override
  public void send(PendingCall call) {
    RpcFailure refusal = status.refusal().orElse(null);
    if (refusal != null) {
      call.end(refusal);
      return;
    }
    CallSession open = session;
    if (open != null) {
      open.publish(call);
    }
  }

  @Override
  public void ended(PendingCall call, RpcOutcome outcome) {
    CallSession open = session;
    if (open != null
        && outcome instanceof RpcFailure failure
        && failure.code() == RpcCode.CANCELLED) {
      open.cancels().offer(call);
    }
  }

  @Override
  public void attach(Epoch epoch) throws IOException {
    CallSession opened = CallSession.open(epoch, calls, topology);
    session = opened;
    calls.all().forEach(opened::publish);
  }

  @Override
  public boolean attached() {
    CallSession open = session;
    return open != null && !open.epoch().ended();
  }

  @Override
  public void detach(Epoch epoch, String reason) {
    session = null;
    for (PendingCall call : calls.all()) {
      if (!epoch.limit().allows(call.request().body())) {
        call.end(epoch.limit().failure(call.request().body()));
      } else if (call.attempts() > 0 && !call.request().idempotent()) {
        call.end(lost(reason));
      }
    }
  }

  /** No request goes out and no reply comes in, for nobody knows how long. */
  @Override
  public void linkBlocked() {
    status.refusal().ifPresent(refusal -> calls.all().forEach(call -> call.end(refusal)));
  }

  @Override
  public void linkStaysDown(String reason) {
    if (!attached()) {
      RpcFailure failure = status.staysDown();
      calls.all().forEach(call -> call.end(failure));
    }
  }

  static RpcFailure lost(String reason) {
    return RpcFailure.of(
        RpcCode.CONNECTION_LOST, "the link to the broker was lost under the call: " + reason);
  }

  @Override
  public void close() {
    supervisor.remove(this);
    CallSession open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }
}
