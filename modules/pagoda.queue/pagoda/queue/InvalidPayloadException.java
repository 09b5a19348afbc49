package pagoda.queue;

/** A handler refused a payload. Nothing was changed. */
public final class InvalidPayloadException extends QueueException {
  private static final long serialVersionUID = 1L;

  /**
   * Builds the refusal.
   *
   * @param message what is wrong with the payload, for the caller
   */
  public InvalidPayloadException(String message) {
    super(message);
  }
}
