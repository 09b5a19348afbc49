package pagoda.app.settings;

import static java.lang.System.Logger.Level;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads the settings: defaults, then the file, then the environment, then {@code --set}. The first
 * thing that is wrong ends it with a {@link SettingException}.
 */
public final class SettingsLoader {
  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, String> variables;

  private SettingsLoader(Map<String, String> variables) {
    this.variables = variables;
  }

  /** The settings from all sources; {@code assignments} are texts of the form {@code key=value}. */
  public static Settings load(
      Optional<Path> file, Map<String, String> variables, List<String> assignments) {
    SettingsLoader loader = new SettingsLoader(variables);
    file.ifPresent(f -> loader.entries.putAll(ConfigFile.read(f)));
    Environment environment = new Environment(variables);
    loader.entries.putAll(environment.entries());
    RabbitVariables.urls(variables)
        .ifPresent(entry -> loader.entries.putIfAbsent(Keys.BROKER_URLS.name(), entry));
    assignments.forEach(loader::assign);
    return loader.resolve(environment.warnings());
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

  private Settings resolve(List<String> warnings) {
    SortedMap<String, Setting<Level>> levels = takeLogLevels();
    Map<String, Setting<?>> settings = new LinkedHashMap<>();
    Keys.ALL.forEach(key -> settings.put(key.name(), resolve(key)));
    Keys.SECRETS.forEach(key -> entries.remove(key.fileKey()));
    entries.keySet().stream()
        .filter(name -> !settings.containsKey(name))
        .sorted()
        .findFirst()
        .ifPresent(SettingsLoader::refuseUnknown);
    Settings result = new Settings(settings, levels, warnings);
    Rules.check(result);
    return result;
  }

  private static void refuseUnknown(String name) {
    List<String> names =
        Stream.concat(Keys.ALL.stream().map(Key::name), Keys.SECRETS.stream().map(Key::fileKey))
            .toList();
    throw new SettingException(
        name,
        "unknown key"
            + Nearest.likely(name, names)
                .map(k -> ", did you mean " + k + "?")
                .orElse("; `pagoda check` lists the keys"));
  }

  private SortedMap<String, Setting<Level>> takeLogLevels() {
    SortedMap<String, Setting<Level>> levels = new TreeMap<>();
    for (String name : List.copyOf(entries.keySet())) {
      if (name.startsWith(Environment.LOG_LEVEL)) {
        Key<Level> key = new Key<>(name, Keys.LOG_LEVEL.kind(), "info", false);
        levels.put(
            name.substring(Environment.LOG_LEVEL.length()),
            Setting.parse(key, entries.remove(name)));
      }
    }
    return levels;
  }

  private <T> Setting<T> resolve(Key<T> key) {
    Optional<Entry> entry = Optional.ofNullable(entries.get(key.name()));
    if (entry.isEmpty() && key.secret()) {
      entry = Secrets.find(key, entries, variables);
    }
    return Setting.parse(
        key, entry.orElseGet(() -> new Entry(defaultText(key), new Origin.Default())));
  }

  /** {@code data.dir} follows systemd's StateDirectory. */
  private String defaultText(Key<?> key) {
    return key.equals(Keys.DATA_DIR)
        ? variables.getOrDefault("STATE_DIRECTORY", key.defaultText())
        : key.defaultText();
  }
}
