package pagoda.broker.internal.amqp.call;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Optional;
import pagoda.broker.internal.amqp.link.Epoch;
import pagoda.broker.internal.amqp.link.Topology;
import pagoda.broker.internal.amqp.wire.Wire;
import pagoda.broker.internal.call.PendingCall;

/**
 * Tells the servers which calls are off. Who may not do so does without: the requests' deadlines
 * end the work as well, only later.
 */
final class CancelSender {
  private final Epoch epoch;
  private final Optional<Channel> channel;

  private CancelSender(Epoch epoch, Optional<Channel> channel) {
    this.epoch = epoch;
    this.channel = channel;
  }

  static CancelSender open(Epoch epoch, Topology topology) throws IOException {
    if (!topology.cancelExchange(epoch.publishing())) {
      return new CancelSender(epoch, Optional.empty());
    }
    Channel channel = epoch.openOptional(epoch.publishing());
    channel.addShutdownListener(cause -> {
      if (!cause.isInitiatedByApplication() && !cause.isHardError()) {
        topology.noCancels(cause);
      }
    });
    return new CancelSender(epoch, Optional.of(channel));
  }

  /** Tells them of a call, if they may know of it and there is room for a message. */
  void offer(PendingCall call) {
    channel.ifPresent(open -> epoch.publisher().offerMessage(() -> write(open, call)));
  }

  private static void write(Channel open, PendingCall call) throws IOException {
    if (call.attempts() == 0 || !open.isOpen()) {
      return;
    }
    BasicProperties properties = new BasicProperties.Builder().correlationId(call.key()).build();
    try {
      open.basicPublish(Wire.CANCEL_EXCHANGE, "", properties, new byte[0]);
    } catch (AlreadyClosedException e) {
      if (e.isHardError()) {
        throw e; // the whole connection is gone, and the epoch with it
      }
    }
  }

  void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().abort();
    }
  }
}
