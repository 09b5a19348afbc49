package pagoda.broker.internal.amqp.serve;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pagoda.broker.internal.amqp.link.Epoch;
import pagoda.broker.internal.amqp.link.Publication;

/**
 * Sends direct replies over a connection of their own, opened for the first and after each loss.
 *
 * <p>The name of a direct reply holds the id of a process in the broker. RabbitMQ decodes and calls
 * what it is given, and ends the whole connection over a name that somebody made up; nothing tells
 * such a name from a good one before. So these replies go out apart from all others, a few at a
 * time, and when the connection falls each of those goes once more, alone. Thread-safe.
 */
final class DirectReplies {
  private static final Logger LOGGER = System.getLogger(DirectReplies.class.getName());
  private static final int CAPACITY = 1000;
  private static final int TOGETHER = 64;
  private static final long CONFIRM_MILLIS = 10_000;

  private final Epoch epoch;
  private final BlockingQueue<Reply> waiting = new LinkedBlockingQueue<>(CAPACITY);
  private boolean started;
  private volatile boolean stopped;

  /** The thread alone uses it. */
  private Optional<Channel> channel = Optional.empty();

  @SuppressWarnings("ArrayRecordComponent") // bodies are large and never compared
  private record Reply(
      String queue, BasicProperties properties, byte[] body, Publication publication) {}

  DirectReplies(Epoch epoch) {
    this.epoch = epoch;
  }

  /** Leaves a reply to the thread; if too many wait it is refused. */
  void publish(String queue, BasicProperties properties, byte[] body, Publication publication) {
    synchronized (this) {
      if (!started) {
        started = true;
        Thread.ofPlatform().daemon().name("pagoda-broker-direct-reply").start(this::run);
      }
    }
    if (!waiting.offer(new Reply(queue, properties, body, publication))) {
      publication.refused();
    }
  }

  private void run() {
    try {
      while (!stopped && !epoch.ended()) {
        Reply first = waiting.poll(1, TimeUnit.SECONDS);
        if (first != null) {
          List<Reply> together = new ArrayList<>(List.of(first));
          waiting.drainTo(together, TOGETHER - 1);
          send(together);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody may interrupt the sender of direct replies", e);
    } finally {
      disconnect();
    }
  }

  private void send(List<Reply> together) throws InterruptedException {
    if (taken(together)) {
      together.forEach(reply -> reply.publication().confirmed());
      return;
    }
    for (Reply reply : together) {
      if (together.size() > 1 && taken(List.of(reply))) {
        reply.publication().confirmed();
      } else {
        reply.publication().refused();
      }
    }
  }

  /** Whether the broker has taken all of them. */
  private boolean taken(List<Reply> together) throws InterruptedException {
    try {
      Channel open = connected();
      for (Reply reply : together) {
        open.basicPublish("", reply.queue(), reply.properties(), reply.body());
      }
      return open.waitForConfirms(CONFIRM_MILLIS);
    } catch (IOException | ShutdownSignalException | TimeoutException e) {
      LOGGER.log(Level.DEBUG, "direct replies", e);
      disconnect();
      return false;
    }
  }

  private Channel connected() throws IOException {
    if (channel.filter(Channel::isOpen).isEmpty()) {
      disconnect();
      Connection connection = epoch.connectAside("direct-reply");
      Channel opened =
          connection.openChannel().orElseThrow(() -> new IOException("no channel is left"));
      channel = Optional.of(opened);
      opened.confirmSelect();
    }
    return channel.orElseThrow();
  }

  private void disconnect() {
    channel.ifPresent(open -> open.getConnection().abort((int) CONFIRM_MILLIS));
    channel = Optional.empty();
  }

  /** Sends no more; what waits goes to other servers with its request. */
  void stop() {
    stopped = true;
  }
}
