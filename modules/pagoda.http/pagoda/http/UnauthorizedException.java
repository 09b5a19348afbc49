package pagoda.http;

/** Nobody the server knows makes this request: 401 {@code UNAUTHORIZED}. */
public final class UnauthorizedException extends ProblemException {
  private static final long serialVersionUID = 1;

  /**
   * {@code error} says what was missing or wrong, never which token was sent.
   *
   * @param error a sentence for people: what was wrong, what is allowed, what was seen
   */
  public UnauthorizedException(String error) {
    super(
        Problem.of(401, ProblemCodes.UNAUTHORIZED, error),
        "WWW-Authenticate",
        "Bearer realm=\"pagoda\"");
  }
}
