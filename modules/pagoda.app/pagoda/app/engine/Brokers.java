package pagoda.app.engine;

import java.util.Optional;
import pagoda.app.settings.Keys;
import pagoda.app.settings.SettingException;
import pagoda.app.settings.Settings;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.Credentials;
import pagoda.broker.CredentialsSource;
import pagoda.broker.QueueDeclare;

/** Makes the link to RabbitMQ from settings. */
public final class Brokers {
  private Brokers() {}

  /** The broker that the settings name, which begins to connect; none if they name none. */
  public static Optional<Broker> open(Settings settings, String role, BrokerListener... listeners) {
    String urls = settings.get(Keys.BROKER_URLS);
    return urls.isEmpty()
        ? Optional.empty()
        : Optional.of(Broker.amqp(options(settings, urls, role), listeners));
  }

  private static AmqpOptions options(Settings settings, String urls, String role) {
    AmqpOptions options;
    try {
      options = AmqpOptions.parse(urls);
    } catch (IllegalArgumentException e) {
      throw new SettingException(Keys.BROKER_URLS.name(), e.getMessage());
    }
    return options
        .withName("pagoda-" + role)
        .withCredentials(credentials(options.credentials(), settings.get(Keys.BROKER_PASSWORD)))
        .withTls(BrokerTls.of(settings))
        .withQueueDeclare(
            QueueDeclare.parse(settings.get(Keys.BROKER_QUEUE_DECLARE)).orElseThrow());
  }

  private static CredentialsSource credentials(CredentialsSource named, String password) {
    return password.isEmpty() ? named : () -> new Credentials(named.credentials().user(), password);
  }

  /** The same, for what cannot do without. */
  public static Broker required(Settings settings, String role, BrokerListener... listeners) {
    return open(settings, role, listeners)
        .orElseThrow(() ->
            new SettingException(
                Keys.BROKER_URLS.name(), "allowed here is at least one address, seen none"));
  }
}
