package pagoda.broker;

import static java.util.Objects.requireNonNull;

import java.util.List;
import pagoda.broker.internal.amqp.link.AmqpUrls;

/**
 * Where and how to connect to RabbitMQ. Immutable.
 *
 * @param addresses the nodes, tried in turn; at least 1
 * @param virtualHost the virtual host
 * @param credentials who to be
 * @param tls how to speak TLS, for addresses that ask for it
 * @param name the start of the connections' names, as RabbitMQ's management shows them
 * @param queueDeclare how to declare a missing request queue
 * @param times how long things may take
 * @param maxMessageBytes the largest message taken from the broker; a larger one ends the
 *     connection, so it should not be below the broker's own limit; 8 KiB to 512 MiB
 */
public record AmqpOptions(
    List<BrokerAddress> addresses,
    String virtualHost,
    CredentialsSource credentials,
    AmqpTls tls,
    String name,
    QueueDeclare queueDeclare,
    AmqpTimes times,
    int maxMessageBytes) {

  /**
   * The largest message taken unless the options say otherwise: {@value} bytes, the limit of
   * RabbitMQ 3.
   */
  public static final int DEFAULT_MAX_MESSAGE_BYTES = 128 << 20;

  /** Checks the ranges and copies the list. */
  public AmqpOptions {
    addresses = List.copyOf(addresses);
    requireNonNull(virtualHost, "virtualHost");
    requireNonNull(credentials, "credentials");
    requireNonNull(tls, "tls");
    requireNonNull(name, "name");
    requireNonNull(queueDeclare, "queueDeclare");
    requireNonNull(times, "times");
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("addresses must not be empty");
    }
    if (maxMessageBytes < 8 << 10 || maxMessageBytes > 512 << 20) {
      throw new IllegalArgumentException(
          "maxMessageBytes must be 8 KiB to 512 MiB: " + maxMessageBytes);
    }
  }

  /**
   * Returns options for one or more URLs, with everything else at its default.
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
    return new AmqpOptions(
        parsed.addresses(),
        parsed.virtualHost(),
        () -> credentials,
        AmqpTls.ofRuntime(),
        "pagoda",
        QueueDeclare.PORTABLE,
        AmqpTimes.DEFAULT,
        DEFAULT_MAX_MESSAGE_BYTES);
  }

  /**
   * Returns the same options with other credentials.
   *
   * @param credentials who to be
   * @return options
   */
  public AmqpOptions withCredentials(CredentialsSource credentials) {
    return new AmqpOptions(
        addresses, virtualHost, credentials, tls, name, queueDeclare, times, maxMessageBytes);
  }

  /**
   * Returns the same options with another way to speak TLS.
   *
   * @param tls how to speak TLS
   * @return options
   */
  public AmqpOptions withTls(AmqpTls tls) {
    return new AmqpOptions(
        addresses, virtualHost, credentials, tls, name, queueDeclare, times, maxMessageBytes);
  }

  /**
   * Returns the same options with another name.
   *
   * @param name the start of the connections' names
   * @return options
   */
  public AmqpOptions withName(String name) {
    return new AmqpOptions(
        addresses, virtualHost, credentials, tls, name, queueDeclare, times, maxMessageBytes);
  }

  /**
   * Returns the same options with another way to declare a missing queue.
   *
   * @param queueDeclare how to declare it
   * @return options
   */
  public AmqpOptions withQueueDeclare(QueueDeclare queueDeclare) {
    return new AmqpOptions(
        addresses, virtualHost, credentials, tls, name, queueDeclare, times, maxMessageBytes);
  }

  /**
   * Returns the same options with other times.
   *
   * @param times how long things may take
   * @return options
   */
  public AmqpOptions withTimes(AmqpTimes times) {
    return new AmqpOptions(
        addresses, virtualHost, credentials, tls, name, queueDeclare, times, maxMessageBytes);
  }

  /**
   * Returns the same options with another limit for messages.
   *
   * @param maxMessageBytes 8 KiB to 512 MiB
   * @return options
   */
  public AmqpOptions withMaxMessageBytes(int maxMessageBytes) {
    return new AmqpOptions(
        addresses, virtualHost, credentials, tls, name, queueDeclare, times, maxMessageBytes);
  }
}
