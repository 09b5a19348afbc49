package pagoda.broker.internal.amqp;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import javax.net.ssl.SSLContext;

/** Makes connections whose flushes can be put off. */
final class BatchingConnectionFactory extends ConnectionFactory {
  private final SSLContext tls;

  BatchingConnectionFactory(SSLContext tls) {
    this.tls = tls;
  }

  @Override
  protected synchronized FrameHandlerFactory createFrameHandlerFactory() {
    return BatchingFrameHandler.factory(this, _ -> tls);
  }
}
