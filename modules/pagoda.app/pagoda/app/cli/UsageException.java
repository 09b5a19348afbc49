package pagoda.app.cli;

/** A command line that cannot be understood; the message is one line. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An error that {@code message} explains. */
  public UsageException(String message) {
    super(message);
  }
}
