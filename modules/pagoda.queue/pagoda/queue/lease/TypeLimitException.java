package pagoda.queue.lease;

import pagoda.queue.QueueException;

/** Workers have named as many types as they may. Nothing was changed. */
public final class TypeLimitException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final int limit;

  /**
   * Builds the refusal.
   *
   * @param limit how many types they may name
   */
  public TypeLimitException(int limit) {
    super("Workers have named " + limit + " types, which is the most");
    this.limit = limit;
  }

  /** {@return how many types they may name} */
  public int limit() {
    return limit;
  }
}
