package pagoda.broker;

import static java.util.Objects.requireNonNull;

import java.util.List;
import pagoda.broker.internal.amqp.link.AmqpUrls;

/**
 * Where and how to connect to RabbitMQ. Immutable.
 *
 * {@snippet lang=java :
 * AmqpOptions.parse("amqp://guest@one,amqp://guest@two").withName("billing");
 * }
 */
public final class AmqpOptions {
  /** The default of {@link #maxMessageBytes}: {@value} bytes, the limit of RabbitMQ 3. */
  public static final int DEFAULT_MAX_MESSAGE_BYTES = 128 << 20;

  private static final int LEAST_MESSAGE_BYTES = 8 << 10;
  private static final int MOST_MESSAGE_BYTES = 512 << 20;

  private final List<BrokerAddress> addresses;
  private final String virtualHost;
  private final CredentialsSource credentials;
  private final AmqpTls tls;
  private final String name;
  private final QueueDeclare queueDeclare;
  private final AmqpTimes times;
  private final int maxMessageBytes;

  private AmqpOptions(
      List<BrokerAddress> addresses,
      String virtualHost,
      CredentialsSource credentials,
      AmqpTls tls,
      String name,
      QueueDeclare queueDeclare,
      AmqpTimes times,
      int maxMessageBytes) {
    requireNonNull(virtualHost, "virtualHost");
    requireNonNull(credentials, "credentials");
    requireNonNull(tls, "tls");
    requireNonNull(name, "name");
    requireNonNull(queueDeclare, "queueDeclare");
    requireNonNull(times, "times");
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("addresses must not be empty");
    }
    if (maxMessageBytes < LEAST_MESSAGE_BYTES || maxMessageBytes > MOST_MESSAGE_BYTES) {
      throw new IllegalArgumentException(
          "maxMessageBytes must be 8 KiB to 512 MiB: " + maxMessageBytes);
    }
    this.addresses = List.copyOf(addresses);
    this.virtualHost = virtualHost;
    this.credentials = credentials;
    this.tls = tls;
    this.name = name;
    this.queueDeclare = queueDeclare;
    this.times = times;
    this.maxMessageBytes = maxMessageBytes;
  }

  /** {@return the options for a RabbitMQ on this machine as it is installed} */
  public static AmqpOptions defaults() {
    return new AmqpOptions(
        List.of(new BrokerAddress("localhost", BrokerAddress.DEFAULT_PORT, false)),
        "/",
        () -> Credentials.GUEST,
        AmqpTls.ofRuntime(),
        "pagoda",
        QueueDeclare.PORTABLE,
        AmqpTimes.defaults(),
        DEFAULT_MAX_MESSAGE_BYTES);
  }

  /**
   * Reads one or more URLs; everything else is at its default.
   *
   * @param urls {@code amqp://user:password@host:port/vhost} or {@code amqps://…}, separated by
   *     commas; user and virtual host are those of the first and must not differ in the others;
   *     left out, they are {@code guest} and {@code /}
   * @return options
   * @throws IllegalArgumentException if a URL is malformed; the message does not show passwords
   */
  public static AmqpOptions parse(String urls) {
    AmqpUrls parsed = AmqpUrls.parse(urls);
    Credentials credentials = parsed.credentials();
    return defaults()
        .withAddresses(parsed.addresses())
        .withVirtualHost(parsed.virtualHost())
        .withCredentials(() -> credentials);
  }

  /** {@return the nodes, tried in turn} */
  public List<BrokerAddress> addresses() {
    return addresses;
  }

  /** {@return the virtual host} */
  public String virtualHost() {
    return virtualHost;
  }

  /** {@return who to be} */
  public CredentialsSource credentials() {
    return credentials;
  }

  /** {@return how to speak TLS, for addresses that ask for it} */
  public AmqpTls tls() {
    return tls;
  }

  /** {@return the start of the connections' names, as RabbitMQ's management shows them} */
  public String name() {
    return name;
  }

  /** {@return how to declare a missing request queue} */
  public QueueDeclare queueDeclare() {
    return queueDeclare;
  }

  /** {@return how long things may take} */
  public AmqpTimes times() {
    return times;
  }

  /**
   * {@return the largest message taken from the broker; a larger one ends the connection, so it
   * should not be below the broker's own limit}
   */
  public int maxMessageBytes() {
    return maxMessageBytes;
  }

  /**
   * Changes the nodes, tried in turn.
   *
   * @param newAddresses at least 1; default {@code amqp://localhost:5672}
   * @return the changed options
   */
  public AmqpOptions withAddresses(List<BrokerAddress> newAddresses) {
    return new AmqpOptions(
        newAddresses, virtualHost, credentials, tls, name, queueDeclare, times, maxMessageBytes);
  }

  /**
   * Changes the virtual host.
   *
   * @param newVirtualHost its name; default {@code /}
   * @return the changed options
   */
  public AmqpOptions withVirtualHost(String newVirtualHost) {
    return new AmqpOptions(
        addresses, newVirtualHost, credentials, tls, name, queueDeclare, times, maxMessageBytes);
  }

  /**
   * Changes who to be.
   *
   * @param newCredentials asked at each attempt to connect; default {@link Credentials#GUEST}
   * @return the changed options
   */
  public AmqpOptions withCredentials(CredentialsSource newCredentials) {
    return new AmqpOptions(
        addresses, virtualHost, newCredentials, tls, name, queueDeclare, times, maxMessageBytes);
  }

  /**
   * Changes how to speak TLS, for addresses that ask for it.
   *
   * @param newTls default {@link AmqpTls#ofRuntime}
   * @return the changed options
   */
  public AmqpOptions withTls(AmqpTls newTls) {
    return new AmqpOptions(
        addresses, virtualHost, credentials, newTls, name, queueDeclare, times, maxMessageBytes);
  }

  /**
   * Changes the start of the connections' names, as RabbitMQ's management shows them.
   *
   * @param newName a name; default {@code pagoda}
   * @return the changed options
   */
  public AmqpOptions withName(String newName) {
    return new AmqpOptions(
        addresses, virtualHost, credentials, tls, newName, queueDeclare, times, maxMessageBytes);
  }

  /**
   * Changes how to declare a missing request queue.
   *
   * @param newQueueDeclare default {@link QueueDeclare#PORTABLE}
   * @return the changed options
   */
  public AmqpOptions withQueueDeclare(QueueDeclare newQueueDeclare) {
    return new AmqpOptions(
        addresses, virtualHost, credentials, tls, name, newQueueDeclare, times, maxMessageBytes);
  }

  /**
   * Changes how long things may take.
   *
   * @param newTimes default {@link AmqpTimes#defaults}
   * @return the changed options
   */
  public AmqpOptions withTimes(AmqpTimes newTimes) {
    return new AmqpOptions(
        addresses, virtualHost, credentials, tls, name, queueDeclare, newTimes, maxMessageBytes);
  }

  /**
   * Changes the largest message taken from the broker; a larger one ends the connection, so it
   * should not be below the broker's own limit.
   *
   * @param newMaxMessageBytes 8 KiB to 512 MiB; default {@value #DEFAULT_MAX_MESSAGE_BYTES}
   * @return the changed options
   */
  public AmqpOptions withMaxMessageBytes(int newMaxMessageBytes) {
    return new AmqpOptions(
        addresses, virtualHost, credentials, tls, name, queueDeclare, times, newMaxMessageBytes);
  }
}
