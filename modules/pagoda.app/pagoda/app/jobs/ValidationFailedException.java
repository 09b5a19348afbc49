package pagoda.app.jobs;

/** The validation service could not be asked, or answered that it cannot tell. */
public final class ValidationFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ValidationFailedException(String what, Throwable cause) {
    super(what, cause, false, false);
  }
}
