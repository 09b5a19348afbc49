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
    this(error, "");
  }

  private UnauthorizedException(String error, String more) {
    super(
        Problem.of(401, ProblemCodes.UNAUTHORIZED, error),
        "WWW-Authenticate",
        "Bearer realm=\"pagoda\"" + more);
  }

  /**
   * A token was sent, and it is nobody's, or nobody's any more: the challenge says {@code
   * invalid_token}, as RFC 6750 section 3.1 has it.
   *
   * @param error a sentence for people: what was wrong, what is allowed, what was seen
   * @return the exception to throw
   */
  public static UnauthorizedException invalidToken(String error) {
    return new UnauthorizedException(error, ", error=\"invalid_token\"");
  }
}
