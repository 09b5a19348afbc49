package pagoda.queue;

/** A value of a request is out of its range. Nothing was changed. */
public final class InvalidJobException extends QueueException {
  private static final long serialVersionUID = 1L;

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
}
