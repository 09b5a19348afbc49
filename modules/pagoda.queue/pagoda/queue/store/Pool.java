package pagoda.queue.store;

import java.util.Locale;

/** Where an attempt runs. */
public enum Pool {
  /** On a virtual thread: a handler that waits for others. */
  WAIT(0),
  /** On the owner's executor: a handler that computes. */
  COMPUTE(1),
  /** In a process of its own: a handler that waits for a program. */
  PROGRAM(2),
  /** Where a worker has claimed it, and never here. */
  REMOTE(3);

  private static final Pool[] POOLS = values();

  /** How many there are. */
  public static final int COUNT = POOLS.length;

  private final int index;
  private final String text = name().toLowerCase(Locale.ROOT);

  Pool(int index) {
    this.index = index;
  }

  /** {@return its index in an array of {@link #COUNT}} */
  public int index() {
    return index;
  }

  /** {@return the name in lower case, as it appears in JSON} */
  public String text() {
    return text;
  }
}
