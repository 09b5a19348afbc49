package pagoda.breaker;

/**
 * A setting that a policy cannot accept: which one, what is allowed, what was seen.
 *
 * @since 0.1.0
 */
public final class InvalidPolicyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The setting's name. */
  private final String setting;

  /** The range in words. */
  private final String allowed;

  /** The value in words. */
  private final String seen;

  /**
   * Describes one bad setting.
   *
   * @param setting the setting's name, such as {@code probe.permits}
   * @param allowed the allowed range in words, such as {@code 1 to 1000}
   * @param seen the value seen
   */
  public InvalidPolicyException(String setting, String allowed, Object seen) {
    super(setting + " must be " + allowed + ", not " + seen);
    this.setting = setting;
    this.allowed = allowed;
    this.seen = String.valueOf(seen);
  }

  /**
   * Which setting is bad.
   *
   * @return its name
   */
  public String setting() {
    return setting;
  }

  /**
   * What is allowed.
   *
   * @return the range in words
   */
  public String allowed() {
    return allowed;
  }

  /**
   * What was seen.
   *
   * @return the value in words
   */
  public String seen() {
    return seen;
  }
}
