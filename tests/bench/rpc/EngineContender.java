package bench.rpc;

import java.time.Duration;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcRequest;

/** A client in this process; the server is an engine's. */
final class EngineContender implements Contender {
  private final Broker broker;
  private final RpcClient client;
  private final RpcRequest request = RpcRequest.of("hanoi", Calls.REQUEST).withIdempotent(true);

  EngineContender(String url) throws InterruptedException {
    broker = Broker.amqp(AmqpOptions.parse(url));
    client = broker.client();
    Main.check(broker.awaitReady(Duration.ofSeconds(30)), "client not ready");
  }

  @Override
  public String name() {
    return "RPC alone";
  }

  @Override
  public int call() throws InterruptedException {
    return client.ask(request).orThrow().body().length;
  }

  @Override
  public void close() {
    broker.close();
  }
}
