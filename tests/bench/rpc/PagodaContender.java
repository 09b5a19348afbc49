package bench.rpc;

import java.time.Duration;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.broker.RpcServerOptions;

/** This project's client and server, each with its own link. */
final class PagodaContender implements Contender {
  private final Broker serving;
  private final Broker calling;
  private final RpcClient client;
  private final RpcRequest request;

  PagodaContender(String url, int prefetch, byte[] reply) throws InterruptedException {
    String queue = "bench.pagoda";
    serving = Broker.amqp(AmqpOptions.parse(url));
    serving.serve(
        queue, RpcServerOptions.defaults().withPrefetch(prefetch), _ -> RpcReply.of(reply));
    calling = Broker.amqp(AmqpOptions.parse(url));
    client = calling.client();
    Main.check(serving.awaitReady(Duration.ofSeconds(30)), "server not ready");
    Main.check(calling.awaitReady(Duration.ofSeconds(30)), "client not ready");
    request = RpcRequest.of(queue, Calls.REQUEST).withIdempotent(true);
  }

  @Override
  public String name() {
    return "pagoda.broker";
  }

  @Override
  public int call() throws InterruptedException {
    return client.ask(request).orThrow().body().length;
  }

  @Override
  public void close() {
    calling.close();
    serving.close();
  }
}
