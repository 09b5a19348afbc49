package pagoda.broker.blackbox;

import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.RpcServer;

class EmbeddedFailureTest extends FailureContract {
  @Override
  Broker connect(BrokerListener listener) {
    return Broker.embedded(listener);
  }

  @Override
  void awaitCancelSeen(RpcServer server) {
    // A cancelled request leaves its queue at once.
  }
}
