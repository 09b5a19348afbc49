package pagoda.broker;

/**
 * Where a RabbitMQ node listens. Immutable.
 *
 * @param host a host name or an IP address without brackets
 * @param port 1 to 65,535
 * @param tls whether to speak TLS there
 */
public record BrokerAddress(String host, int port, boolean tls) {

  /** RabbitMQ's port without TLS: {@value}. */
  public static final int DEFAULT_PORT = 5672;

  /** RabbitMQ's port with TLS: {@value}. */
  public static final int DEFAULT_TLS_PORT = 5671;

  /** Checks the ranges. */
  public BrokerAddress {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("host must not be empty");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port must be 1 to 65,535: " + port);
    }
  }

  @Override
  public String toString() {
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return (tls ? "amqps://" : "amqp://") + shown + ":" + port;
  }
}
