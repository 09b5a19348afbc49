package pagoda.app.worker;

import java.util.Locale;

/** How an attempt of a worker ended, as its log and metrics tell. */
public enum AttemptEnd {
  /** The service has its result. */
  COMPLETED,
  /** The service has its error. */
  FAILED,
  /** It went back to its place, with what was done so far. */
  RELEASED,
  /** It is to go on later. */
  SNOOZED,
  /** Its job was cancelled. */
  CANCELLED,
  /** Its lease was over before it was. */
  LOST,
  /** The service could not be told, or refused what it was told. */
  UNDELIVERED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** {@return the name in lower case} */
  public String text() {
    return text;
  }
}
