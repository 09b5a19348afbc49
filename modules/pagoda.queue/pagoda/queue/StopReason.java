package pagoda.queue;

import java.util.Locale;

/** Why an attempt is to stop. */
public enum StopReason {
  /** Its job was cancelled: nobody wants its result. */
  CANCEL,
  /** Its time is up. */
  TIMEOUT,
  /** A more urgent job waits for its place: it can go on later from its checkpoint. */
  YIELD,
  /** The process ends: it can go on later from its checkpoint. */
  SHUTDOWN;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** {@return the name in lower case, as it appears in JSON and is told to programs} */
  public String text() {
    return text;
  }
}
