package pagoda.broker.blackbox;

import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcRequest;
import pagoda.broker.RpcServer;
import pagoda.broker.RpcServerOptions;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

class AmqpFailureTest extends FailureContract {
  @Override
  Broker connect(BrokerListener listener) {
    return Broker.amqp(AmqpOptions.parse(RabbitNode.shared().url()), listener);
  }

  /** Cancels go to the server in order, so a later one that is seen proves the earlier ones. */
  @Override
  void awaitCancelSeen(RpcServer server) throws Exception {
    Gate gate = new Gate();
    String other = queue + ".other";
    try (RpcServer witness =
        broker.serve(other, RpcServerOptions.defaults().withPrefetch(1), gate)) {
      awaitReady();
      RpcCall call = client.call(RpcRequest.text(other, "witness"));
      gate.awaitEntered(1);
      call.cancel();
      Await.until("the witness", () -> witness.snapshot().cancelled() == 1);
    }
  }
}
