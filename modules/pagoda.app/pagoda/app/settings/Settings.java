package pagoda.app.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All settings of one process, complete and valid. Immutable: nothing changes them after the start.
 */
public final class Settings {
  private final Map<String, Setting<?>> byName;
  private final SortedMap<String, String> logLevels;

  Settings(Map<String, Setting<?>> byName, SortedMap<String, String> logLevels) {
    this.byName = new LinkedHashMap<>(byName);
    this.logLevels = new TreeMap<>(logLevels);
  }

  /** The value of {@code key}. */
  public <T> T get(Key<T> key) {
    return setting(key).value();
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
  public Iterable<Setting<?>> all() {
    return byName.values();
  }

  /** The levels given with {@code log.level.<logger>}, by logger. */
  public SortedMap<String, String> logLevels() {
    return new TreeMap<>(logLevels);
  }
}
