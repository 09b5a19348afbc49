package pagoda.broker.blackbox;

import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;

class EmbeddedLimitTest extends LimitContract {
  @Override
  Broker connect(BrokerListener listener) {
    return Broker.embedded(listener);
  }
}
