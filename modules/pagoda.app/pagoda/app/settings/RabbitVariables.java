package pagoda.app.settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The environment variables that the first article's services read: {@code RABBITMQ_HOST}, {@code
 * RABBITMQ_PORT}, {@code RABBITMQ_USER}, {@code RABBITMQ_PWD}. They count when {@code
 * RABBITMQ_HOST} is set and {@code broker.urls} is not.
 */
final class RabbitVariables {
  private static final String HOST = "RABBITMQ_HOST";

  private RabbitVariables() {}

  static Optional<Entry> urls(Map<String, String> environment) {
    String host = environment.get(HOST);
    if (host == null || host.isBlank()) {
      return Optional.empty();
    }
    String url =
        "amqp://%s:%s@%s:%s"
            .formatted(
                encode(environment.getOrDefault("RABBITMQ_USER", "guest")),
                encode(environment.getOrDefault("RABBITMQ_PWD", "guest")),
                host,
                environment.getOrDefault("RABBITMQ_PORT", "5672"));
    return Optional.of(new Entry(url, new Origin.Environment(HOST)));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
