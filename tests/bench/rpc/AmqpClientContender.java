package bench.rpc;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.RpcClient;
import com.rabbitmq.client.RpcClientParams;
import com.rabbitmq.client.RpcServer;
import java.io.IOException;
import java.util.Map;

/**
 * The RpcClient and RpcServer that come with amqp-client: no confirms, no deadline in the queue.
 */
final class AmqpClientContender implements Contender {
  private static final String QUEUE = "bench.amqp-client";

  private final Connection serving;
  private final Connection calling;
  private final RpcClient client;

  AmqpClientContender(ConnectionFactory factory, byte[] reply) throws Exception {
    serving = factory.newConnection();
    Channel channel = serving.createChannel();
    channel.queueDeclare(QUEUE, true, false, false, Map.of("x-max-priority", 10));
    RpcServer server =
        new RpcServer(channel, QUEUE) {
          @Override
          public byte[] handleCall(
              com.rabbitmq.client.Delivery request,
              com.rabbitmq.client.AMQP.BasicProperties replyProperties) {
            return reply;
          }
        };
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            server.mainloop();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    calling = factory.newConnection();
    client =
        new RpcClient(
            new RpcClientParams()
                .channel(calling.createChannel())
                .exchange("")
                .routingKey(QUEUE)
                .timeout(10_000));
  }

  @Override
  public String name() {
    return "amqp-client RpcClient";
  }

  @Override
  public int call() throws Exception {
    return client.doCall(null, Calls.REQUEST, 10_000).getBody().length;
  }

  @Override
  public void close() throws IOException {
    calling.close();
    serving.abort();
  }
}
