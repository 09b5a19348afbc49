package pagoda.breaker.blackbox;

/** What a broken dependency throws in these tests. */
final class BrokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenException() {
    super("broken");
  }

  @SuppressWarnings("DoNotCallSuggester") // tasks call it
  static Object raise() {
    throw new BrokenException();
  }
}
