package pagoda.queue;

/** A payload, result or checkpoint is larger than the queue keeps. Nothing was changed. */
public final class PayloadTooLargeException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final int size;
  private final int limit;

  /**
   * Builds the refusal.
   *
   * @param what payload, result or checkpoint
   * @param size its bytes
   * @param limit the most bytes allowed
   */
  public PayloadTooLargeException(String what, int size, int limit) {
    super(what + " must be at most " + limit + " bytes, was: " + size);
    this.size = size;
    this.limit = limit;
  }

  /**
   * The bytes seen.
   *
   * @return the bytes
   */
  public int size() {
    return size;
  }

  /**
   * The bytes allowed.
   *
   * @return the bytes
   */
  public int limit() {
    return limit;
  }
}
