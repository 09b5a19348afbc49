package pagoda.app.jobs;

/** The validation service does not want the job. It has no stack trace: this is an answer. */
public final class ValidationRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;

  ValidationRejectedException(int status) {
    super("the validation service answered " + status, null, false, false);
    this.status = status;
  }

  /** The status that the validation service answered with. */
  public int status() {
    return status;
  }
}
