package pagoda.broker;

/** A broker has as many clients or servers as it may have. Nobody else is harmed by the refusal. */
public final class BrokerLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int limit;

  /**
   * Makes an exception.
   *
   * @param what of what there are too many, in the plural
   * @param limit how many there may be
   */
  public BrokerLimitException(String what, int limit) {
    super("a broker may have at most %d %s, and has them".formatted(limit, what));
    this.limit = limit;
  }

  /** {@return how many there may be} */
  public int limit() {
    return limit;
  }
}
