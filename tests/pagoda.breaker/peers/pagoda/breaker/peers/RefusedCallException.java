package pagoda.breaker.peers;

/** A library refused a call. */
final class RefusedCallException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedCallException(RuntimeException refusal) {
    super(refusal);
  }
}
