package pagoda.queue;

import java.util.SortedSet;
import java.util.TreeSet;

/** No handler serves that type. Nothing was changed. */
public final class UnknownTypeException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final TreeSet<String> known;

  /**
   * Builds the refusal.
   *
   * @param type the type asked for
   * @param known the types that have a handler
   */
  public UnknownTypeException(String type, SortedSet<String> known) {
    super("Unknown job type " + type + ", known are " + new TreeSet<>(known));
    this.type = type;
    this.known = new TreeSet<>(known);
  }

  /**
   * The type asked for.
   *
   * @return the type
   */
  public String type() {
    return type;
  }

  /** {@return the types that have a handler} */
  public SortedSet<String> known() {
    return new TreeSet<>(known);
  }
}
