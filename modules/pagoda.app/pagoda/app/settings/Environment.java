package pagoda.app.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings in environment variables: {@code PAGODA_HTTP_PORT} for {@code http.port}. A variable
 * that no key has is a warning and no error, for others set such, too: Kubernetes puts {@code
 * PAGODA_PORT} and its like into every pod beside a service named pagoda.
 */
final class Environment {
  static final String LOG_LEVEL = "log.level.";
  private static final String OURS = "PAGODA_";

  /** Variables that begin like a setting and belong to the launcher, the tests and the client. */
  private static final Set<String> OTHERS =
      Set.of("PAGODA_JAVA_OPTS", "PAGODA_SEED", "PAGODA_URL", "PAGODA_TOKEN_FILE");

  private final Map<String, Entry> entries = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  /** Reads all variables. */
  Environment(Map<String, String> variables) {
    Map<String, String> keys = new HashMap<>();
    Keys.ALL.forEach(key -> keys.put(Key.variable(key.name()), key.name()));
    Keys.SECRETS.forEach(key -> keys.put(Key.variable(key.fileKey()), key.fileKey()));
    new TreeMap<>(variables)
        .tailMap(OURS)
        .forEach((variable, text) -> {
          if (variable.startsWith(OURS) && !OTHERS.contains(variable)) {
            keyOf(variable, keys)
                .ifPresentOrElse(
                    key -> entries.put(key, new Entry(text, new Origin.Environment(variable))),
                    () -> warnings.add(warning(variable, keys)));
          }
        });
  }

  /** The texts by key. */
  Map<String, Entry> entries() {
    return entries;
  }

  /** A sentence for each variable that was left aside. */
  List<String> warnings() {
    return warnings;
  }

  private static Optional<String> keyOf(String variable, Map<String, String> keys) {
    String levels = Key.variable(LOG_LEVEL);
    if (variable.startsWith(levels)) {
      String logger = variable.substring(levels.length());
      return Optional.of(LOG_LEVEL + logger.toLowerCase(Locale.ROOT).replace('_', '.'));
    }
    return Optional.ofNullable(keys.get(variable));
  }

  private static String warning(String variable, Map<String, String> keys) {
    String nearest = Nearest.of(variable, keys.keySet()).orElseThrow();
    return "environment variable %s is no setting and is left aside; the nearest key is %s (%s)"
        .formatted(variable, keys.get(nearest), nearest);
  }
}
