package pagoda.app.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import pagoda.app.settings.Key;
import pagoda.app.settings.Keys;
import pagoda.app.settings.SettingException;
import pagoda.app.settings.Settings;
import pagoda.broker.AmqpTls;

/** Whom to trust and what to show when the broker is spoken to over TLS, from settings. */
final class BrokerTls {
  private BrokerTls() {}

  static AmqpTls of(Settings settings) {
    Optional<Path> authorities = settings.get(Keys.BROKER_TLS_CA_FILE);
    Optional<Path> keyStore = settings.get(Keys.BROKER_TLS_KEY_STORE);
    AmqpTls trusting = authorities.map(BrokerTls::trusting).orElseGet(AmqpTls::ofRuntime);
    return keyStore.isEmpty()
        ? trusting
        : identified(keyStore.get(), settings.get(Keys.BROKER_TLS_KEY_STORE_PASSWORD), authorities);
  }

  private static AmqpTls trusting(Path authorities) {
    try {
      return AmqpTls.trusting(authorities);
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(Keys.BROKER_TLS_CA_FILE, "a PEM file with certificates", authorities, e);
    }
  }

  private static AmqpTls identified(Path keyStore, String password, Optional<Path> authorities) {
    try {
      return AmqpTls.identified(keyStore, password, authorities);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw unusable(
          Keys.BROKER_TLS_KEY_STORE, "a PKCS#12 file that the password opens", keyStore, e);
    }
  }

  private static SettingException unusable(
      Key<Optional<Path>> key, String allowed, Path seen, Exception cause) {
    return new SettingException(
        key.name(), "allowed is %s, seen '%s' (%s)".formatted(allowed, seen, cause.toString()));
  }
}
