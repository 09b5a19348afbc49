package pagoda.broker.blackbox;

import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;

class EmbeddedRpcTest extends RpcContract {
  @Override
  Broker connect(BrokerListener listener) {
    return Broker.embedded(listener);
  }

  @Override
  void awaitWaiting(int requests) {
    // A request waits as soon as it is called.
  }
}
