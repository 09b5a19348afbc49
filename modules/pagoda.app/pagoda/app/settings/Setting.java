package pagoda.app.settings;

/**
 * A key with the value it has in this process.
 *
 * @param key the key
 * @param value its value
 * @param text the value as it was written
 * @param origin where that was
 * @param <T> the type of the value
 */
public record Setting<T>(Key<T> key, T value, String text, Origin origin) {
  /** The value as it may be shown: a secret is not. */
  public String shown() {
    return key.secret() && !text.isEmpty() ? "(secret)" : text;
  }
}
