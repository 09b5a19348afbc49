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

  /** Reads a text as the value of a key; what is wrong with it is told in one line. */
  static <T> Setting<T> parse(Key<T> key, Entry entry) {
    try {
      return new Setting<>(key, key.kind().parse(entry.text()), entry.text(), entry.origin());
    } catch (IllegalArgumentException e) {
      String reason = key.secret() ? e.getMessage() + ", " : "";
      throw new SettingException(
          key.name(),
          "allowed is %s, seen '%s' (%s%s)"
              .formatted(
                  key.kind().range(), key.secret() ? "…" : entry.text(), reason, entry.origin()));
    }
  }
}
