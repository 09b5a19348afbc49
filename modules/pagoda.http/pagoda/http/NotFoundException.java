package pagoda.http;

/** There is nothing under this path: 404 {@code NOT_FOUND}. */
public final class NotFoundException extends ProblemException {
  private static final long serialVersionUID = 1;

  /**
   * {@code error} says what does not exist.
   *
   * @param error a sentence for people: what was wrong, what is allowed, what was seen
   */
  public NotFoundException(String error) {
    super(Problem.of(404, ProblemCodes.NOT_FOUND, error));
  }
}
