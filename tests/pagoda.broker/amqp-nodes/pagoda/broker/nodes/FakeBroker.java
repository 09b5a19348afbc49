package pagoda.broker.nodes;

import com.rabbitmq.client.impl.AMQContentHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A broker made of frames, for what the installed RabbitMQ does not do: it knows the default
 * exchange and one consumer a queue, forgets what was delivered, and behaves as newer versions do
 * when told so.
 */
public final class FakeBroker implements AutoCloseable {
  private final ServerSocket listener;
  private final Set<FakeConnection> connections = ConcurrentHashMap.newKeySet();
  private final Map<String, FakeConsumer> consumers = new ConcurrentHashMap<>();
  private final Set<String> queues = ConcurrentHashMap.newKeySet();
  private final Map<String, Queue<Message>> waiting = new ConcurrentHashMap<>();
  private final Queue<Published> published = new ConcurrentLinkedQueue<>();
  private volatile boolean refusesTransientQueues;
  private volatile boolean confirms = true;
  private volatile int maxMessageBytes = Integer.MAX_VALUE;

  /**
   * A message somebody published.
   *
   * @param routingKey where to
   * @param mandatory whether it was to come back if nobody is there
   */
  public record Published(String routingKey, boolean mandatory) {}

  /** A message as it is passed on. */
  record Message(AMQContentHeader header, byte[] body) {}

  /** Starts to listen. */
  public FakeBroker() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        FakeConnection connection = new FakeConnection(this, socket);
        connections.add(connection);
        Thread.startVirtualThread(connection::run);
      } catch (IOException e) {
        // closed; the condition ends the loop
      }
    }
  }

  /** Where it listens, as the URL of a RabbitMQ node. */
  public String url() {
    return "amqp://guest:guest@127.0.0.1:" + listener.getLocalPort();
  }

  /** Refuses queues that are neither durable nor exclusive, as 4.3 does. */
  public void refuseTransientQueues() {
    refusesTransientQueues = true;
  }

  /** Refuses messages that are larger, as 4.x does at 16 MiB. */
  public void maxMessageBytes(int bytes) {
    maxMessageBytes = bytes;
  }

  /** Confirms messages from now on, or takes them and says nothing. */
  public void confirm(boolean yes) {
    confirms = yes;
  }

  /** Cancels the consumer of a queue, as 4.3 does with one that does not acknowledge in time. */
  public void cancelConsumer(String queue) {
    consumers.get(queue).cancel();
  }

  /** Whether a queue has a consumer. */
  public boolean consumed(String queue) {
    return consumers.containsKey(queue);
  }

  /** What was published so far, but to the cancel exchange. */
  public Queue<Published> published() {
    return published;
  }

  boolean refusesTransient() {
    return refusesTransientQueues;
  }

  boolean confirms() {
    return confirms;
  }

  int maxMessageBytes() {
    return maxMessageBytes;
  }

  Set<String> queues() {
    return queues;
  }

  /** Delivers a message, now or when its queue has a consumer. */
  synchronized void route(String queue, Message message) {
    FakeConsumer consumer = consumers.get(queue);
    if (consumer == null) {
      waiting.computeIfAbsent(queue, _ -> new ConcurrentLinkedQueue<>()).add(message);
    } else {
      consumer.deliver(queue, message.header(), message.body());
    }
  }

  synchronized void consume(String queue, FakeConsumer consumer) {
    consumers.put(queue, consumer);
    Queue<Message> messages = waiting.remove(queue);
    if (messages != null) {
      messages.forEach(message -> route(queue, message));
    }
  }

  void forget(FakeConnection connection) {
    connections.remove(connection);
    consumers.values().removeIf(consumer -> consumer.connection().equals(connection));
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(FakeConnection::close);
  }
}
