package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.broker.RpcServerOptions;
import pagoda.broker.nodes.RabbitCluster;

/** The node a client is connected to dies; the queue lives on another one. */
class ClusterTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void clientGoesToAnotherNode() throws Exception {
    try (RabbitCluster cluster = RabbitCluster.start(2);
        Broker serving = Broker.amqp(AmqpOptions.parse(cluster.node(1).url()));
        Broker calling = Broker.amqp(AmqpOptions.parse(cluster.urls()))) {
      serving.serve(
          "q", RpcServerOptions.defaults().withPrefetch(1), request -> RpcReply.of(request.body()));
      assertTrue(serving.awaitReady(LONG));
      RpcClient client = calling.client();
      assertTrue(calling.awaitReady(LONG));
      assertEquals("x", client.ask(RpcRequest.text("q", "x")).orThrow().text());
      String first = calling.link().address();
      cluster.node(0).kill();
      RpcRequest request = RpcRequest.text("q", "y").withIdempotent(true).withTimeout(LONG);
      assertEquals("y", client.ask(request).orThrow().text());
      assertNotEquals(first, calling.link().address());
    }
  }
}
