package pagoda.broker.internal.amqp.link;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.SocketConfigurators;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import pagoda.broker.AmqpOptions;
import pagoda.broker.BrokerAddress;
import pagoda.broker.Credentials;
import pagoda.broker.internal.amqp.socket.BatchingConnectionFactory;
import pagoda.broker.internal.amqp.socket.SocketGuard;

/** Opens the two connections of an epoch. */
public final class EpochOpener {
  private static final int RPC_MILLIS = 10_000;

  private final AmqpOptions options;
  private final MessageLimit limit = new MessageLimit();

  /**
   * What the broker delivers is handed over here, off the connection's reader thread. It holds no
   * threads, so it is never shut down: a connection may outlive its epoch by a moment.
   */
  private final ExecutorService deliveries =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("pagoda-broker-delivery-", 0).factory());

  public EpochOpener(AmqpOptions options) {
    this.options = options;
  }

  /**
   * Connects twice to an address.
   *
   * @throws IOException if that fails; nothing is left open
   */
  Epoch open(long number, BrokerAddress address, Consumer<Epoch> onEnd) throws IOException {
    SocketGuard sockets = new SocketGuard();
    AtomicReference<Epoch> epoch = new AtomicReference<>();
    ConnectionFactory factory = factory(address, sockets, epoch);
    try {
      Connection publishing = connect(factory, address, "publish");
      Connection consuming = connect(factory, address, "consume");
      epoch.set(
          new Epoch(
              number,
              address.toString(),
              sockets,
              limit,
              publishing,
              consuming,
              purpose -> aside(address, sockets, purpose),
              onEnd));
      return epoch.get();
    } catch (IOException | RuntimeException e) {
      sockets.closeAll();
      throw e;
    }
  }

  /** One more connection, whose end is not the end of the epoch. */
  private Connection aside(BrokerAddress address, SocketGuard sockets, String purpose)
      throws IOException {
    return connect(factory(address, sockets, new AtomicReference<>()), address, purpose);
  }

  private Connection connect(ConnectionFactory factory, BrokerAddress address, String purpose)
      throws IOException {
    try {
      return factory.newConnection(
          deliveries,
          List.of(new Address(address.host(), address.port())),
          options.name() + "-" + purpose);
    } catch (TimeoutException e) {
      throw new IOException("no answer from " + address, e);
    }
  }

  private ConnectionFactory factory(
      BrokerAddress address, SocketGuard sockets, AtomicReference<Epoch> epoch) throws IOException {
    Credentials credentials = options.credentials().credentials();
    int connectMillis = (int) options.times().connect().toMillis();
    BatchingConnectionFactory factory = new BatchingConnectionFactory(options.tls());
    factory.setUsername(credentials.user());
    factory.setPassword(credentials.password());
    factory.setVirtualHost(options.virtualHost());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setRequestedHeartbeat((int) options.times().heartbeat().toSeconds());
    factory.setConnectionTimeout(connectMillis);
    factory.setHandshakeTimeout(connectMillis);
    factory.setChannelRpcTimeout(RPC_MILLIS);
    factory.setMaxInboundMessageBodySize(options.maxMessageBytes());
    factory.setThreadFactory(Thread.ofPlatform().daemon().name("pagoda-broker-io-", 0).factory());
    factory.setExceptionHandler(new DriverExceptions(thrown -> failed(epoch, thrown)));
    factory.setSocketConfigurator(SocketConfigurators.defaultConfigurator().andThen(sockets::add));
    if (address.tls()) {
      factory.speakTls();
    }
    return factory;
  }

  /** Before there is an epoch, opening it fails by itself. */
  private static void failed(AtomicReference<Epoch> epoch, Throwable thrown) {
    if (epoch.get() != null) {
      epoch.get().fail(Reasons.of(thrown));
    }
  }
}
