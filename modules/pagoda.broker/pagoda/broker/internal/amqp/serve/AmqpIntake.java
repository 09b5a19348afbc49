package pagoda.broker.internal.amqp.serve;

import java.time.Duration;
import pagoda.broker.MessageIntake;
import pagoda.broker.RpcReply;
import pagoda.broker.ServerSnapshot;

/** Takes messages over from RabbitMQ. Thread-safe. */
public record AmqpIntake(AmqpServer server) implements MessageIntake {
  @Override
  public boolean answer(String replyTo, String correlationId, RpcReply reply) {
    return server.answerLater(replyTo, correlationId, reply);
  }

  @Override
  public boolean drain(Duration limit) {
    return server.drain(limit);
  }

  @Override
  public ServerSnapshot snapshot() {
    return server.snapshot();
  }
}
