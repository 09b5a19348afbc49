package pagoda.http;

/** The request is malformed: 400 {@code BAD_REQUEST}. */
public final class BadRequestException extends ProblemException {
  private static final long serialVersionUID = 1;

  /**
   * {@code error} says what was wrong, what is allowed, and what was seen.
   *
   * @param error a sentence for people: what was wrong, what is allowed, what was seen
   */
  public BadRequestException(String error) {
    super(Problem.of(400, ProblemCodes.BAD_REQUEST, error));
  }
}
