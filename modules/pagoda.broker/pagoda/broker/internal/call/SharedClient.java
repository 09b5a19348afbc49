package pagoda.broker.internal.call;

import pagoda.broker.ClientSnapshot;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcRequest;

/** A client that nobody who has it can close, since others have it too. */
record SharedClient(CallClient client) implements RpcClient {
  @Override
  public RpcCall call(RpcRequest request) {
    return client.call(request);
  }

  @Override
  public ClientSnapshot snapshot() {
    return client.snapshot();
  }

  @Override
  public void close() {
    // It ends with its broker.
  }
}
