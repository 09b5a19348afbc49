package pagoda.broker.internal.amqp.socket;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import pagoda.broker.AmqpTls;

/** Makes connections whose flushes can be put off. */
public final class BatchingConnectionFactory extends ConnectionFactory {
  private final AmqpTls tls;

  public BatchingConnectionFactory(AmqpTls tls) {
    this.tls = tls;
  }

  public void speakTls() {
    useSslProtocol(tls.context(), tls.verifyHostName());
  }

  @Override
  protected synchronized FrameHandlerFactory createFrameHandlerFactory() {
    return BatchingFrameHandler.factory(this, _ -> tls.context());
  }
}
