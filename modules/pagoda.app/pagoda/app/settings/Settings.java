package pagoda.app.settings;

import static java.lang.System.Logger.Level;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All settings of one process, complete and valid. Immutable: nothing changes them after the start.
 */
public final class Settings {
  private final Map<String, Setting<?>> byName;
  private final SortedMap<String, Setting<Level>> logLevels;
  private final List<String> warnings;

  Settings(
      Map<String, Setting<?>> byName,
      SortedMap<String, Setting<Level>> logLevels,
      List<String> warnings) {
    this.byName = new LinkedHashMap<>(byName);
    this.logLevels = Collections.unmodifiableSortedMap(new TreeMap<>(logLevels));
    this.warnings = List.copyOf(warnings);
  }

  /** The value of {@code key}. */
  public <T> T get(Key<T> key) {
    return setting(key).value();
  }

  /**
   * The value of {@code key} as its file says it now, for a secret that stands in one; what the
   * start saw, for all others.
   *
   * @throws SettingException if the file cannot be read any more, or says nothing that is allowed
   */
  public <T> T current(Key<T> key) {
    Setting<T> setting = setting(key);
    return setting.origin() instanceof Origin.SecretFile(var file)
        ? Setting.parse(key, Secrets.read(key.name(), file)).value()
        : setting.value();
  }

  /** The value of {@code key} and where it came from. */
  @SuppressWarnings("unchecked") // the loader puts a Setting<T> under the name of a Key<T>
  public <T> Setting<T> setting(Key<T> key) {
    Setting<?> setting = byName.get(key.name());
    if (setting == null) {
      throw new IllegalArgumentException("no such key: " + key.name());
    }
    return (Setting<T>) setting;
  }

  /** Every setting, in the order of {@link Keys#ALL}. */
  public Collection<Setting<?>> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** The levels given with {@code log.level.<logger>}, by logger. */
  public SortedMap<String, Setting<Level>> logLevels() {
    return logLevels;
  }

  /** What looked like a setting and is none, a sentence each. */
  public List<String> warnings() {
    return warnings;
  }
}
