package pagoda.app.engine;

import java.io.IOException;
import java.util.Optional;
import pagoda.app.settings.Keys;
import pagoda.app.settings.SettingException;
import pagoda.app.settings.Settings;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.Credentials;

/** Makes the link to RabbitMQ from settings. */
public final class Brokers {
  private Brokers() {}

  /** The broker that the settings name, which begins to connect; none if they name none. */
  public static Optional<Broker> open(Settings settings, String role, BrokerListener... listeners) {
    return settings
        .get(Keys.BROKER_URLS)
        .map(options -> Broker.amqp(options(settings, options, role), listeners));
  }

  private static AmqpOptions options(Settings settings, AmqpOptions options, String role) {
    return options
        .withName("pagoda-" + role)
        .withCredentials(() -> credentials(settings))
        .withTls(BrokerTls.of(settings))
        .withQueueDeclare(settings.get(Keys.BROKER_QUEUE_DECLARE));
  }

  /** Asked for at each attempt to connect, so that a changed file of a secret is noticed. */
  private static Credentials credentials(Settings settings) throws IOException {
    try {
      Credentials named =
          settings.current(Keys.BROKER_URLS).orElseThrow().credentials().credentials();
      String password = settings.current(Keys.BROKER_PASSWORD);
      return password.isEmpty() ? named : new Credentials(named.user(), password);
    } catch (SettingException e) {
      throw new IOException(e.getMessage(), e); // the link tries again later
    }
  }

  /** The same, for what cannot do without. */
  public static Broker required(Settings settings, String role, BrokerListener... listeners) {
    return open(settings, role, listeners)
        .orElseThrow(() ->
            new SettingException(
                Keys.BROKER_URLS.name(), "allowed here is at least one address, seen none"));
  }
}
