package pagoda.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the settings: defaults, then the file, then the environment, then {@code --set}. The first
 * thing that is wrong ends it with a {@link SettingException}.
 */
public final class SettingsLoader {
  private static final String LOG_LEVEL = "log.level.";

  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, String> environment;

  private SettingsLoader(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The settings from all sources; {@code assignments} are texts of the form {@code key=value}. */
  public static Settings load(
      Optional<Path> file, Map<String, String> environment, List<String> assignments) {
    SettingsLoader loader = new SettingsLoader(environment);
    file.ifPresent(f -> loader.entries.putAll(ConfigFile.read(f)));
    loader.readEnvironment();
    assignments.forEach(loader::assign);
    return loader.resolve();
  }

  private void readEnvironment() {
    Map<String, String> keys = new HashMap<>();
    Keys.ALL.forEach(key -> keys.put(Key.variable(key.name()), key.name()));
    Keys.SECRETS.forEach(key -> keys.put(Key.variable(key.name() + "-file"), key.name() + "-file"));
    environment.forEach((variable, text) -> {
      if (variable.startsWith("PAGODA_") && !Keys.OTHER_VARIABLES.contains(variable)) {
        entries.put(keyOf(variable, keys), new Entry(text, new Origin.Environment(variable)));
      }
    });
    RabbitVariables.urls(environment)
        .ifPresent(entry -> entries.putIfAbsent(Keys.BROKER_URLS.name(), entry));
  }

  private static String keyOf(String variable, Map<String, String> keys) {
    String levels = Key.variable(LOG_LEVEL);
    if (variable.startsWith(levels)) {
      return LOG_LEVEL
          + variable
              .substring(levels.length())
              .toLowerCase(java.util.Locale.ROOT)
              .replace('_', '.');
    }
    String key = keys.get(variable);
    if (key == null) {
      throw new SettingException(
          variable, "no key has this environment variable; `pagoda check` lists the keys");
    }
    return key;
  }

  private void assign(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new SettingException("--set", "allowed is key=value, seen '" + assignment + "'");
    }
    entries.put(
        assignment.substring(0, equals).strip(),
        new Entry(assignment.substring(equals + 1).strip(), new Origin.CommandLine()));
  }

  private Settings resolve() {
    SortedMap<String, String> levels = takeLogLevels();
    Map<String, Setting<?>> settings = new LinkedHashMap<>();
    Keys.ALL.forEach(key -> settings.put(key.name(), resolve(key)));
    Keys.SECRETS.forEach(key -> entries.remove(key.name() + "-file"));
    entries.keySet().stream()
        .filter(name -> !settings.containsKey(name))
        .sorted()
        .findFirst()
        .ifPresent(SettingsLoader::refuseUnknown);
    Settings result = new Settings(settings, levels);
    Rules.check(result);
    return result;
  }

  private static void refuseUnknown(String name) {
    throw new SettingException(
        name,
        "unknown key"
            + Keys.closestTo(name)
                .map(k -> ", did you mean " + k + "?")
                .orElse("; `pagoda check` lists the keys"));
  }

  private SortedMap<String, String> takeLogLevels() {
    SortedMap<String, String> levels = new TreeMap<>();
    for (String name : List.copyOf(entries.keySet())) {
      if (name.startsWith(LOG_LEVEL)) {
        Entry entry = entries.remove(name);
        parse(new Key<>(name, Keys.LOG_LEVEL.kind(), "info", false), entry);
        levels.put(name.substring(LOG_LEVEL.length()), entry.text());
      }
    }
    return levels;
  }

  private <T> Setting<T> resolve(Key<T> key) {
    Entry entry = entries.get(key.name());
    if (entry == null && key.secret()) {
      entry = secretFile(key.name());
    }
    return parse(key, entry != null ? entry : new Entry(defaultText(key), new Origin.Default()));
  }

  /** {@code data.dir} follows systemd's StateDirectory, as the design says. */
  private String defaultText(Key<?> key) {
    return key.equals(Keys.DATA_DIR)
        ? environment.getOrDefault("STATE_DIRECTORY", key.defaultText())
        : key.defaultText();
  }

  private Entry secretFile(String key) {
    Entry named = entries.get(key + "-file");
    String credentials = environment.get("CREDENTIALS_DIRECTORY");
    if (named != null) {
      return readSecret(key + "-file", Path.of(named.text()));
    }
    if (credentials != null && Files.exists(Path.of(credentials, key))) {
      return readSecret(key, Path.of(credentials, key));
    }
    return null;
  }

  private static Entry readSecret(String key, Path file) {
    try {
      return new Entry(Files.readString(file).strip(), new Origin.SecretFile(file));
    } catch (IOException e) {
      throw new SettingException(key, "allowed is a readable file, seen " + file + " (" + e + ")");
    }
  }

  private static <T> Setting<T> parse(Key<T> key, Entry entry) {
    try {
      return new Setting<>(key, key.kind().parse(entry.text()), entry.text(), entry.origin());
    } catch (IllegalArgumentException e) {
      throw new SettingException(
          key.name(),
          "allowed is %s, seen '%s' (%s)"
              .formatted(key.kind().range(), key.secret() ? "…" : entry.text(), entry.origin()));
    }
  }
}
