package pagoda.app.settings;

import java.util.Locale;

/**
 * One setting: its name, what values it takes, and its default. What it means is told in {@code
 * config/pagoda.properties}, which lists every key.
 *
 * @param name {@code part.name-in-kebab-case}
 * @param kind what values it takes
 * @param defaultText the default, as it would be written in a file
 * @param secret whether its value is never shown, and may come from a file of its own
 * @param <T> the type of its value
 */
public record Key<T>(String name, Kind<T> kind, String defaultText, boolean secret) {
  /** The name of the key that names a file with this secret. */
  String fileKey() {
    return name + "-file";
  }

  /** The environment variable for a key: {@code http.port} is {@code PAGODA_HTTP_PORT}. */
  public static String variable(String key) {
    return "PAGODA_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
