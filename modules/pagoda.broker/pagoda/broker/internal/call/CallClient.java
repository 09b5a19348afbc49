package pagoda.broker.internal.call;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import pagoda.broker.ClientSnapshot;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcClientOptions;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcRequest;
import pagoda.broker.internal.limit.Timer;
import pagoda.broker.internal.report.Events;

/** A client over any transport. Thread-safe. */
public final class CallClient implements RpcClient {
  private static final RpcFailure CLOSED = RpcFailure.of(RpcCode.CANCELLED, "the client is closed");

  private final PendingCalls calls;
  private final Carrier carrier;
  private final Consumer<CallClient> onClose;
  private volatile boolean closed;

  /**
   * Makes a client.
   *
   * @param options its limits
   * @param timer ends calls at their deadlines
   * @param events told of ended calls
   * @param transport makes what carries the calls
   * @param onClose told when this client is closed
   */
  public CallClient(
      RpcClientOptions options,
      Timer timer,
      Events events,
      Function<PendingCalls, Carrier> transport,
      Consumer<CallClient> onClose) {
    calls = new PendingCalls(requireNonNull(options, "options"), timer, events);
    carrier = transport.apply(calls);
    calls.carrier(carrier);
    this.onClose = onClose;
  }

  @Override
  public RpcCall call(RpcRequest request) {
    PendingCall call = calls.admit(request);
    if (closed) {
      call.end(CLOSED);
    } else if (!call.done()) {
      carrier.send(call);
    }
    return call;
  }

  @Override
  public ClientSnapshot snapshot() {
    return calls.snapshot();
  }

  @Override
  public void close() {
    closed = true;
    List.copyOf(calls.all()).forEach(call -> call.end(CLOSED));
    carrier.close();
    onClose.accept(this);
  }
}
