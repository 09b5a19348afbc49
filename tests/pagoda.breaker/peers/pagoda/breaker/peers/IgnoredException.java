package pagoda.breaker.peers;

/** Says nothing about the dependency; every library is told so. */
final class IgnoredException extends Exception {
  private static final long serialVersionUID = 1L;
}
