package pagoda.queue.store;

import java.util.Locale;

/** What a caller can do to a job. */
public enum Action {
  /** Ends it, unless it is finished. */
  CANCEL,
  /** Makes a scheduled, failed or cancelled one pending again. */
  RETRY,
  /** Removes a finished one. */
  DELETE;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** {@return the name in lower case} */
  public String text() {
    return text;
  }
}
