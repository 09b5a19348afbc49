package pagoda.app;

import java.util.Set;
import pagoda.app.api.Errors;
import pagoda.app.api.Roles;
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
    return WebServerOptions.defaults()
        .withHost(settings.get(Keys.HTTP_HOST))
        .withPort(port)
        .withHostNames(Set.copyOf(settings.get(Keys.HTTP_ALLOWED_HOSTS)))
        .withTrustedProxies(settings.get(Keys.HTTP_TRUSTED_PROXIES))
        .withInsecure(settings.get(Keys.HTTP_INSECURE))
        .withAuthenticator(authenticator(settings))
        .withLimits(limits(settings))
        .withCors(cors(settings))
        .withErrorMapper(Errors::problem)
        .withListener(listener);
  }

  private static Authenticator authenticator(Settings settings) {
    try {
      return settings
          .get(Keys.HTTP_TOKENS_FILE)
          .<Authenticator>map(file -> TokenFile.open(file, Roles.ALL))
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
    return Limits.defaults()
        .withConnections(settings.get(Keys.HTTP_MAX_CONNECTIONS))
        .withInFlight(settings.get(Keys.HTTP_MAX_IN_FLIGHT))
        .withInFlightPerClient(settings.get(Keys.HTTP_MAX_IN_FLIGHT_PER_CLIENT))
        .withEventStreams(streams)
        .withEventStreamsPerClient(streams)
        .withBodyBytes(Math.toIntExact(settings.get(Keys.HTTP_MAX_BODY)))
        .withReceiveTimeout(settings.get(Keys.HTTP_RECEIVE_TIMEOUT))
        .withWriteTimeout(settings.get(Keys.HTTP_WRITE_TIMEOUT))
        .withIdleTimeout(settings.get(Keys.HTTP_IDLE_TIMEOUT));
  }
}
