package pagoda.broker.internal.amqp.link;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.ExceptionHandler;
import com.rabbitmq.client.TopologyRecoveryException;

/** Takes everything the client library catches in its threads for the end of the epoch. */
final class DriverExceptions implements ExceptionHandler {
  private final java.util.function.Consumer<Throwable> onException;

  DriverExceptions(java.util.function.Consumer<Throwable> onException) {
    this.onException = onException;
  }

  @Override
  public void handleUnexpectedConnectionDriverException(Connection connection, Throwable thrown) {
    onException.accept(thrown);
  }

  @Override
  public void handleReturnListenerException(Channel channel, Throwable thrown) {
    onException.accept(thrown);
  }

  @Override
  public void handleConfirmListenerException(Channel channel, Throwable thrown) {
    onException.accept(thrown);
  }

  @Override
  public void handleBlockedListenerException(Connection connection, Throwable thrown) {
    onException.accept(thrown);
  }

  @Override
  public void handleConsumerException(
      Channel channel, Throwable thrown, Consumer consumer, String tag, String method) {
    onException.accept(thrown);
  }

  @Override
  public void handleConnectionRecoveryException(Connection connection, Throwable thrown) {
    onException.accept(thrown);
  }

  @Override
  public void handleChannelRecoveryException(Channel channel, Throwable thrown) {
    onException.accept(thrown);
  }

  @Override
  public void handleTopologyRecoveryException(
      Connection connection, Channel channel, TopologyRecoveryException thrown) {
    onException.accept(thrown);
  }
}
