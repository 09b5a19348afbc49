package pagoda.queue.operation;

import java.util.Locale;

/** Where an operation stands. */
public enum OperationState {
  /** Accepted; it begins at its time, and can be undone until then. */
  PENDING,
  /** Under way. */
  RUNNING,
  /** It came to its end. */
  COMPLETED,
  /** It was stopped by a caller; what it had done stays done. */
  CANCELLED,
  /** It could not go on; what it had done stays done. */
  FAILED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /**
   * The name as it appears in JSON.
   *
   * @return the name in lower case
   */
  public String text() {
    return text;
  }

  /**
   * Tells whether the operation does nothing any more.
   *
   * @return true for completed, cancelled and failed
   */
  public boolean finished() {
    return this != PENDING && this != RUNNING;
  }
}
