package pagoda.http;

/** The caller is known and may not do this: 403 {@code FORBIDDEN}. */
public final class ForbiddenException extends ProblemException {
  private static final long serialVersionUID = 1;

  /**
   * {@code error} says what the caller lacks.
   *
   * @param error a sentence for people: what was wrong, what is allowed, what was seen
   */
  public ForbiddenException(String error) {
    super(Problem.of(403, ProblemCodes.FORBIDDEN, error));
  }
}
