package pagoda.queue;

/** A value of a request is out of its range. Nothing was changed. */
public final class InvalidJobException extends QueueException {
  private static final long serialVersionUID = 1L;

  /** How much of a wrong value a message shows, in characters. */
  private static final int SHOWN = 80;

  private final String name;

  /**
   * Builds the refusal.
   *
   * @param name the value's name
   * @param allowed what is allowed
   * @param seen what was seen
   */
  public InvalidJobException(String name, String allowed, String seen) {
    super(name + " must be " + allowed + ", was: " + seen);
    this.name = name;
  }

  /**
   * The value's name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  static void check(boolean valid, String name, String allowed, String seen) {
    if (!valid) {
      throw new InvalidJobException(name, allowed, shorten(seen));
    }
  }

  private static String shorten(String seen) {
    return seen.length() <= SHOWN ? seen : seen.substring(0, SHOWN) + "…";
  }
}
