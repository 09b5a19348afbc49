package pagoda.broker.nodes;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.AMQContentHeader;
import java.util.concurrent.atomic.AtomicLong;

/** Takes what comes to a queue of the fake broker. */
record FakeConsumer(FakeConnection connection, int channel, String tag, AtomicLong deliveries) {

  void deliver(String routingKey, AMQContentHeader header, byte[] body) {
    AMQP.Basic.Deliver deliver =
        new AMQP.Basic.Deliver.Builder()
            .consumerTag(tag)
            .deliveryTag(deliveries.incrementAndGet())
            .exchange("")
            .routingKey(routingKey)
            .build();
    connection.send(channel, deliver, header, body);
  }

  void cancel() {
    connection.send(channel, new AMQP.Basic.Cancel.Builder().consumerTag(tag).nowait(true).build());
  }
}
