package pagoda.app;

import java.util.Set;
import pagoda.app.api.Errors;
import pagoda.app.settings.Keys;
import pagoda.app.settings.SettingException;
import pagoda.app.settings.Settings;
import pagoda.http.Authenticator;
import pagoda.http.Cors;
import pagoda.http.ExchangeListener;
import pagoda.http.InvalidTokenFileException;
import pagoda.http.Limits;
import pagoda.http.TokenFile;
import pagoda.http.WebServerOptions;

/** Turns settings into the options of the HTTP server. */
final class HttpSettings {
  private HttpSettings() {}

  static WebServerOptions options(Settings settings, int port, ExchangeListener listener) {
    return WebServerOptions.builder()
        .host(settings.get(Keys.HTTP_HOST))
        .port(port)
        .hostNames(Set.copyOf(settings.get(Keys.HTTP_ALLOWED_HOSTS)))
        .insecure(settings.get(Keys.HTTP_INSECURE))
        .authenticator(authenticator(settings))
        .limits(limits(settings))
        .cors(cors(settings))
        .errorMapper(Errors::problem)
        .listener(listener)
        .build();
  }

  private static Authenticator authenticator(Settings settings) {
    try {
      return settings
          .get(Keys.HTTP_TOKENS_FILE)
          .<Authenticator>map(TokenFile::open)
          .orElse(Authenticator.OPEN);
    } catch (InvalidTokenFileException e) {
      throw new SettingException(Keys.HTTP_TOKENS_FILE.name(), e.getMessage());
    }
  }

  private static Cors cors(Settings settings) {
    try {
      return new Cors(Set.copyOf(settings.get(Keys.HTTP_CORS_ORIGINS)));
    } catch (IllegalArgumentException e) {
      throw new SettingException(Keys.HTTP_CORS_ORIGINS.name(), e.getMessage());
    }
  }

  private static Limits limits(Settings settings) {
    int streams = settings.get(Keys.HTTP_MAX_EVENT_STREAMS);
    return Limits.builder()
        .connections(settings.get(Keys.HTTP_MAX_CONNECTIONS))
        .inFlight(
            settings.get(Keys.HTTP_MAX_IN_FLIGHT), settings.get(Keys.HTTP_MAX_IN_FLIGHT_PER_CLIENT))
        .eventStreams(streams, streams)
        .bodyBytes(Math.toIntExact(settings.get(Keys.HTTP_MAX_BODY)))
        .receiveTimeout(settings.get(Keys.HTTP_RECEIVE_TIMEOUT))
        .writeTimeout(settings.get(Keys.HTTP_WRITE_TIMEOUT))
        .idleTimeout(settings.get(Keys.HTTP_IDLE_TIMEOUT))
        .build();
  }
}
