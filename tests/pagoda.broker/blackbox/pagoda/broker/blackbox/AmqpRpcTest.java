package pagoda.broker.blackbox;

import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.nodes.RabbitNode;

class AmqpRpcTest extends RpcContract {
  @Override
  Broker connect(BrokerListener listener) {
    return Broker.amqp(AmqpOptions.parse(RabbitNode.shared().url()), listener);
  }

  @Override
  void awaitWaiting(int requests) throws Exception {
    try (Rabbit rabbit = Rabbit.connect(RabbitNode.shared())) {
      rabbit.awaitWaiting(queue, requests);
    }
  }
}
