package pagoda.queue;

/** A setting is out of its range. */
public final class InvalidConfigException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final String setting;

  /**
   * Builds the refusal.
   *
   * @param setting the setting's name
   * @param allowed what is allowed
   * @param seen what was seen
   */
  public InvalidConfigException(String setting, String allowed, Object seen) {
    super(setting + " must be " + allowed + ", was: " + seen);
    this.setting = setting;
  }

  /**
   * The setting's name.
   *
   * @return the name
   */
  public String setting() {
    return setting;
  }

  static void check(boolean valid, String setting, String allowed, Object seen) {
    if (!valid) {
      throw new InvalidConfigException(setting, allowed, seen);
    }
  }
}
