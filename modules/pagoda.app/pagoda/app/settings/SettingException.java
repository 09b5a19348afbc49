package pagoda.app.settings;

/** A setting that cannot be used. The message is one line: key, what is allowed, what was seen. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String key;

  /** An error of {@code key}; {@code reason} tells what is allowed and what was seen. */
  public SettingException(String key, String reason) {
    super(key + ": " + reason);
    this.key = key;
  }

  /** The key that is wrong, as it was written. */
  public String key() {
    return key;
  }
}
