package pagoda.app.client;

/** A service that cannot be reached, or refused what it was asked; the message is one line. */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An error that {@code message} explains. */
  public ServiceException(String message) {
    super(message);
  }
}
