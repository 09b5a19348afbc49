package pagoda.broker.internal.amqp;

import java.time.Duration;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.ClientOptions;
import pagoda.broker.LinkSnapshot;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcHandler;
import pagoda.broker.RpcServer;
import pagoda.broker.ServerOptions;

public final class AmqpBroker implements Broker {
  public AmqpBroker(AmqpOptions options, BrokerListener... listeners) {}

  @Override
  public RpcClient client(ClientOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RpcServer serve(ServerOptions options, RpcHandler handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LinkSnapshot link() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean ready() {
    return false;
  }

  @Override
  public boolean awaitReady(Duration limit) {
    return false;
  }

  @Override
  public void close() {}
}
