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

  private ForbiddenException(Role role) {
    super(
        Problem.of(403, ProblemCodes.FORBIDDEN, "This needs the role " + role),
        "WWW-Authenticate",
        "Bearer realm=\"pagoda\", error=\"insufficient_scope\", scope=\"" + role + "\"");
  }

  /**
   * The caller's token has not the role that is needed: the challenge names it, as RFC 6750 section
   * 3.1 has it.
   *
   * @param role what is needed
   * @return the exception to throw
   */
  public static ForbiddenException withoutRole(Role role) {
    return new ForbiddenException(role);
  }
}
