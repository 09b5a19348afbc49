package pagoda.queue;

/**
 * A handler can not be used: its type is malformed or taken, its jar does not load, or it threw
 * where no handler may.
 */
public final class InvalidHandlerException extends QueueException {
  private static final long serialVersionUID = 1L;

  /**
   * Builds the failure of a handler that threw nothing.
   *
   * @param message which handler or jar, and why
   */
  public InvalidHandlerException(String message) {
    super(message, null);
  }

  /**
   * Builds the failure.
   *
   * @param message which handler or jar, and why
   * @param cause what it came from
   */
  public InvalidHandlerException(String message, Throwable cause) {
    super(message, cause);
  }
}
