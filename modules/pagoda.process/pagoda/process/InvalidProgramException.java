package pagoda.process;

/** A setting of a program that cannot be accepted: which one, what is allowed, what was seen. */
public final class InvalidProgramException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The setting's name. */
  private final String setting;

  /** What is allowed, in words. */
  private final String allowed;

  /** The value seen, in words. */
  private final String seen;

  /**
   * Describes one bad setting.
   *
   * @param setting the setting's name, such as {@code grace}
   * @param allowed what is allowed, in words
   * @param seen the value seen
   */
  public InvalidProgramException(String setting, String allowed, Object seen) {
    super(setting + " must be " + allowed + ", not " + seen);
    this.setting = setting;
    this.allowed = allowed;
    this.seen = String.valueOf(seen);
  }

  /** {@return the setting's name} */
  public String setting() {
    return setting;
  }

  /** {@return what is allowed, in words} */
  public String allowed() {
    return allowed;
  }

  /** {@return the value seen, in words} */
  public String seen() {
    return seen;
  }
}
