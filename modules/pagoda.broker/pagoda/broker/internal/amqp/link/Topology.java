package pagoda.broker.internal.amqp.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import pagoda.broker.BrokerEvent;
import pagoda.broker.QueueDeclare;
import pagoda.broker.RpcRequest;
import pagoda.broker.internal.amqp.wire.Wire;
import pagoda.broker.internal.report.Events;

/**
 * Finds or makes the queues and exchanges that outlive a connection. What exists is used as it is;
 * each attempt has a channel of its own, since the broker closes the channel when one fails.
 */
public final class Topology {
  private static final int INTERNAL_ERROR = AMQP.INTERNAL_ERROR;

  /** Dead letters are for people to look at: the newest, for a week, and never without bound. */
  private static final Map<String, Object> DEAD_LETTERS =
      Map.of(
          "x-queue-type",
          "classic",
          "x-max-length",
          10_000,
          "x-max-length-bytes",
          64L << 20,
          "x-message-ttl",
          Duration.ofDays(7).toMillis());

  /** The type is said since a virtual host's default may be one without priorities. */
  private static final Map<String, Object> PRIORITIES =
      Map.of("x-queue-type", "classic", "x-max-priority", RpcRequest.MAX_PRIORITY);

  private final QueueDeclare queueDeclare;
  private final Events events;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  public Topology(QueueDeclare queueDeclare, Events events) {
    this.queueDeclare = queueDeclare;
    this.events = events;
  }

  private interface Step {
    void on(Channel channel) throws IOException;
  }

  /**
   * Finds or makes a queue of requests.
   *
   * @param durable whether it outlives the broker whatever the setting says
   * @return whether it is known to be a classic queue, which does not count deliveries
   */
  public boolean requestQueue(Connection connection, String queue, boolean durable)
      throws IOException {
    if (exists(connection, channel -> channel.queueDeclarePassive(queue))) {
      return isAsExpected(connection, queue, durable);
    }
    try {
      attempt(connection, channel -> declare(channel, queue, durable));
      return true;
    } catch (IOException e) {
      throw explained(queue, e);
    }
  }

  private void declare(Channel channel, String queue, boolean durable) throws IOException {
    switch (durable ? QueueDeclare.PORTABLE : queueDeclare) {
      case PORTABLE -> channel.queueDeclare(queue, true, false, false, PRIORITIES);
      case ORIGINAL -> channel.queueDeclare(queue, false, false, false, Map.of());
    }
  }

  /** Another server may use the queue as it is, so this says what differs and goes on. */
  private boolean isAsExpected(Connection connection, String queue, boolean durable)
      throws IOException {
    try {
      attempt(connection, channel -> declare(channel, queue, durable));
      return true;
    } catch (IOException e) {
      switch (Reasons.replyCode(e).orElse(0)) {
        case AMQP.PRECONDITION_FAILED ->
            tell(
                "the queue '%s' is not declared as %s: %s"
                    .formatted(queue, queueDeclare.text(), text(e)));
        case AMQP.ACCESS_REFUSED -> {
          // Who may not declare the queue may still use it, and needs no comparison.
        }
        default -> throw explained(queue, e);
      }
      return false;
    }
  }

  private IOException explained(String queue, IOException e) {
    boolean refusedByVersion =
        queueDeclare == QueueDeclare.ORIGINAL && Reasons.replyCode(e).orElse(0) == INTERNAL_ERROR;
    String advice =
        refusedByVersion
            ? "; set deprecated_features.permit.transient_nonexcl_queues = true in RabbitMQ, or"
                + " declare the queue as portable"
            : "";
    return new DeclareException(
        "can not declare '%s': %s%s".formatted(queue, Reasons.of(e), advice), e);
  }

  public void deadLetterQueue(Connection connection, String queue) throws IOException {
    if (!exists(connection, channel -> channel.queueDeclarePassive(queue))) {
      attempt(connection, channel -> channel.queueDeclare(queue, true, false, false, DEAD_LETTERS));
    }
  }

  /** Returns false if this user may not have the exchange: then there are no remote cancels. */
  public boolean cancelExchange(Connection connection) throws IOException {
    try {
      if (!exists(connection, ch -> ch.exchangeDeclarePassive(Wire.CANCEL_EXCHANGE))) {
        attempt(
            connection,
            ch -> ch.exchangeDeclare(Wire.CANCEL_EXCHANGE, BuiltinExchangeType.FANOUT, true));
      }
      return true;
    } catch (IOException e) {
      if (Reasons.replyCode(e).orElse(0) != AMQP.ACCESS_REFUSED) {
        throw e;
      }
      noCancels(e);
      return false;
    }
  }

  /** Says that running work can not be cancelled, since this user may not. */
  public void noCancels(Throwable cause) {
    tell("calls can not be cancelled by '%s': %s".formatted(Wire.CANCEL_EXCHANGE, text(cause)));
  }

  private boolean exists(Connection connection, Step passive) throws IOException {
    try {
      attempt(connection, passive);
      return true;
    } catch (IOException e) {
      if (Reasons.replyCode(e).orElse(0) == AMQP.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private static void attempt(Connection connection, Step step) throws IOException {
    Channel channel =
        connection.openChannel().orElseThrow(() -> new IOException("no channel is left"));
    try {
      step.on(channel);
    } finally {
      closeIfOpen(channel);
    }
  }

  private static void closeIfOpen(Channel channel) throws IOException {
    if (channel.isOpen()) {
      try {
        channel.close();
      } catch (TimeoutException e) {
        throw new IOException("the broker does not answer", e);
      }
    }
  }

  private static String text(Throwable cause) {
    return Reasons.replyText(cause).lines().findFirst().orElse("");
  }

  private void tell(String message) {
    if (told.add(message)) {
      events.tell(new BrokerEvent.Notice(message));
    }
  }
}
