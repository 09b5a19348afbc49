package pagoda.queue;

import java.util.Locale;

/** How the storage of a queue is. */
public enum StorageState {
  /** It works. */
  OK,
  /** The disk is full: enqueues are refused, finished work is kept until there is room. */
  FULL,
  /** The disk failed: everything is refused until the file could be opened again. */
  FAILED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** {@return the name in lower case, as it appears in JSON} */
  public String text() {
    return text;
  }
}
