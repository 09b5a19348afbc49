package pagoda.broker.blackbox;

import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;

class EmbeddedRangeTest extends RangeContract {
  @Override
  Broker connect(BrokerListener listener) {
    return Broker.embedded(listener);
  }
}
