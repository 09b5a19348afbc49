package pagoda.broker.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

/** A foreign connection to a node, by amqp-client alone. */
final class Rabbit implements AutoCloseable {
  private final Connection connection;
  private final Channel channel;

  private Rabbit(Connection connection) throws Exception {
    this.connection = connection;
    channel = connection.createChannel();
  }

  static Rabbit connect(RabbitNode node) throws Exception {
    return connect(node.port());
  }

  static Rabbit connect(int port) throws Exception {
    return connect(port, "guest", "guest");
  }

  static Rabbit connect(int port, String user, String password) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUsername(user);
    factory.setPassword(password);
    factory.setHost("127.0.0.1");
    factory.setPort(port);
    factory.setAutomaticRecoveryEnabled(false);
    return new Rabbit(factory.newConnection("foreign"));
  }

  Channel channel() {
    return channel;
  }

  /** Whether a queue exists, asked on a channel of its own, since the broker closes it if not. */
  boolean exists(String queue) throws Exception {
    Channel asking = connection.createChannel();
    try {
      asking.queueDeclarePassive(queue);
      asking.close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  void awaitWaiting(String queue, int messages) throws Exception {
    Await.until(
        messages + " messages in " + queue,
        () -> channel.queueDeclarePassive(queue).getMessageCount() >= messages);
  }

  /** Sends a request as the first program of this kind did. */
  void send(String queue, String body, String replyTo, String correlationId) throws Exception {
    send(
        queue,
        new BasicProperties.Builder().replyTo(replyTo).correlationId(correlationId).build(),
        body.getBytes(UTF_8));
  }

  void send(String queue, BasicProperties properties, byte[] body) throws Exception {
    channel.basicPublish("", queue, properties, body);
  }

  /** The next message of a queue, taken from it. */
  GetResponse take(String queue) throws Exception {
    AtomicReference<GetResponse> taken = new AtomicReference<>();
    Await.until(
        "a message in " + queue,
        () -> {
          taken.set(channel.basicGet(queue, true));
          return taken.get() != null;
        });
    return taken.get();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
