package pagoda.broker;

import java.time.Duration;
import pagoda.broker.internal.amqp.AmqpBroker;
import pagoda.broker.internal.embedded.EmbeddedBroker;

/**
 * The link between callers and servers: makes {@link RpcClient}s and {@link RpcServer}s that share
 * it.
 *
 * <p>A broker connects by itself and reconnects by itself; none of its methods fails because the
 * network is down. Thread-safe.
 */
public interface Broker extends AutoCloseable {

  /**
   * Returns a broker within this process, which needs nothing installed and is up at once.
   *
   * @param listeners who hears of its events
   * @return a new broker
   */
  static Broker embedded(BrokerListener... listeners) {
    return new EmbeddedBroker(listeners);
  }

  /**
   * Returns a broker that speaks AMQP 0-9-1 to RabbitMQ 3.10 or later and starts to connect.
   *
   * @param options where and how to connect
   * @param listeners who hears of its events
   * @return a new broker, usually not yet connected
   */
  static Broker amqp(AmqpOptions options, BrokerListener... listeners) {
    return new AmqpBroker(options, listeners);
  }

  /** How many clients a broker may have besides the one that all share: {@value}. */
  int MAX_CLIENTS = 64;

  /** How many servers a broker may have: {@value}. */
  int MAX_SERVERS = 64;

  /**
   * Returns the client that all callers of this broker share, with the default limits. To close it
   * does nothing.
   *
   * @return always the same client, which lives as long as this broker
   * @throws IllegalStateException if this broker is closed
   */
  RpcClient client();

  /**
   * Makes a further client, with limits and counters of its own. It costs the link three channels,
   * so there may be only so many; most programs need none.
   *
   * @param options the client's limits
   * @return a client that lives until it or this broker is closed
   * @throws BrokerLimitException if {@value #MAX_CLIENTS} of them are open
   * @throws IllegalStateException if this broker is closed
   */
  RpcClient newClient(RpcClientOptions options);

  /**
   * Starts to serve the requests of a queue.
   *
   * @param queue the queue; it is declared if it is missing
   * @param options how many requests at once, and the limits of each
   * @param handler what answers a request
   * @return a server that lives until it or this broker is closed
   * @throws IllegalArgumentException if the queue's name is empty
   * @throws BrokerLimitException if {@value #MAX_SERVERS} servers are open
   * @throws IllegalStateException if this broker is closed
   */
  RpcServer serve(String queue, RpcServerOptions options, RpcHandler handler);

  /**
   * Starts to take over the messages of a queue, which any AMQP program may send and whose answers,
   * if they want one, may come much later.
   *
   * @param queue the queue; it is declared, durable, if it is missing
   * @param options how many messages at once, and the limits of each
   * @param handler what takes a message over
   * @return an intake that lives until it or this broker is closed
   * @throws IllegalArgumentException if the queue's name is empty
   * @throws BrokerLimitException if {@value #MAX_SERVERS} servers are open
   * @throws IllegalStateException if this broker is closed
   * @throws UnsupportedOperationException within one process, where nobody sends such messages
   */
  MessageIntake takeIn(String queue, RpcServerOptions options, IntakeHandler handler);

  /**
   * Lets a listener hear of what happens from now on. Who must hear of the first connection too is
   * given to {@link #embedded} or {@link #amqp}.
   *
   * @param listener who hears
   * @return ends that when it is closed
   */
  BrokerSubscription subscribe(BrokerListener listener);

  /**
   * Returns how the link to the broker stands now.
   *
   * @return a snapshot
   */
  LinkSnapshot link();

  /**
   * Tells whether a call made now would be sent at once: the link is {@link LinkState#UP} and every
   * client and server of this broker is attached to it.
   *
   * @return true if so
   */
  boolean ready();

  /**
   * Waits until this broker is {@link #ready}.
   *
   * @param limit how long to wait at most
   * @return true if it is ready, false if the time passed or the broker was closed
   * @throws InterruptedException if the waiting thread is interrupted
   */
  boolean awaitReady(Duration limit) throws InterruptedException;

  /**
   * Closes every server, draining it as {@link RpcServer#close} does, then every client, then the
   * link. Does nothing when called again.
   */
  @Override
  void close();
}
