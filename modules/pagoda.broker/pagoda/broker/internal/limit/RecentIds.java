package pagoda.broker.internal.limit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers a value for each of the last so many ids, and forgets the oldest. Thread-safe.
 *
 * @param <V> what is remembered
 */
public final class RecentIds<V> {
  private final Map<String, V> values;

  /**
   * Makes an empty memory.
   *
   * @param capacity how many ids to remember
   */
  public RecentIds(int capacity) {
    values =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * Remembers a value.
   *
   * @param id whose
   * @param value the value
   */
  public synchronized void put(String id, V value) {
    values.put(id, value);
  }

  /**
   * Returns what is remembered of an id.
   *
   * @param id which
   * @return its value, if it is remembered
   */
  public synchronized Optional<V> find(String id) {
    return Optional.ofNullable(values.get(id));
  }

  /**
   * Returns and forgets what is remembered of an id.
   *
   * @param id which
   * @return its value, if it was remembered
   */
  public synchronized Optional<V> take(String id) {
    return Optional.ofNullable(values.remove(id));
  }
}
