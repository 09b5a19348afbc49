package pagoda.broker.internal.amqp.serve;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import pagoda.broker.internal.amqp.link.Epoch;
import pagoda.broker.internal.amqp.link.Reasons;
import pagoda.broker.internal.amqp.link.Topology;
import pagoda.broker.internal.amqp.wire.Wire;

/** Hears which calls are off. A server that may not hear it does without. */
final class CancelReceiver {
  private final Epoch epoch;
  private final Consumer<String> onCancel;
  private Channel channel;

  /** Tells {@code onCancel} the ids of the calls. */
  CancelReceiver(Epoch epoch, Consumer<String> onCancel) {
    this.epoch = epoch;
    this.onCancel = onCancel;
  }

  void open(Topology topology) throws IOException {
    if (!topology.cancelExchange(epoch.consuming())) {
      return;
    }
    try {
      consume();
    } catch (IOException e) {
      if (Reasons.replyCode(e).orElse(0) != AMQP.ACCESS_REFUSED) {
        throw e;
      }
      topology.noCancels(e);
    }
  }

  private void consume() throws IOException {
    channel = epoch.openOptional(epoch.consuming());
    String queue = Wire.CANCEL_QUEUE + UUID.randomUUID();
    channel.queueDeclare(queue, false, true, true, Map.of());
    channel.queueBind(queue, Wire.CANCEL_EXCHANGE, "");
    channel.basicConsume(
        queue,
        true,
        new DefaultConsumer(channel) {
          @Override
          public void handleDelivery(
              String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            if (properties.getCorrelationId() != null) {
              onCancel.accept(properties.getCorrelationId());
            }
          }

          @Override
          public void handleCancel(String tag) {
            epoch.fail("the broker deleted the queue of cancels");
          }
        });
  }

  void close() throws IOException {
    if (channel != null) {
      channel.abort();
    }
  }
}
