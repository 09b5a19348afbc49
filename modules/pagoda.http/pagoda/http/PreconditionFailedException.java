package pagoda.http;

/** {@code If-Match} or {@code If-None-Match} does not hold: 412 {@code PRECONDITION_FAILED}. */
public final class PreconditionFailedException extends ProblemException {
  private static final long serialVersionUID = 1;

  /**
   * {@code header} names the condition that failed.
   *
   * @param header the condition that failed
   */
  public PreconditionFailedException(String header) {
    super(
        Problem.of(
            412,
            ProblemCodes.PRECONDITION_FAILED,
            "The resource has changed: " + header + " does not hold"));
  }
}
