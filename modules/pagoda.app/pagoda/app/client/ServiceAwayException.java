package pagoda.app.client;

/** A service that did not answer in time, and may later; the message is one line. */
public final class ServiceAwayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An error that {@code message} explains. */
  public ServiceAwayException(String message) {
    super(message);
  }
}
