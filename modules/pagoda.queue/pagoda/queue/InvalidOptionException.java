package pagoda.queue;

import java.time.Duration;

/** A setting is out of its range. */
public final class InvalidOptionException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final String setting;

  /**
   * Builds the refusal.
   *
   * @param setting the setting's name
   * @param allowed what is allowed
   * @param seen what was seen
   */
  public InvalidOptionException(String setting, String allowed, Object seen) {
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
      throw new InvalidOptionException(setting, allowed, seen);
    }
  }

  static void within(String option, long value, long least, long most) {
    check(value >= least && value <= most, option, least + " to " + most, value);
  }

  static void within(String option, Duration value, Duration least, Duration most) {
    boolean valid = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    check(valid, option, least + " to " + most, value);
  }
}
