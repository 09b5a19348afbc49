package pagoda.app.types;

/** This machine cannot run a type's jobs now. The message says why in one line. */
public final class TypeUnableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** {@code reason} says why. */
  public TypeUnableException(String reason) {
    super(reason);
  }
}
