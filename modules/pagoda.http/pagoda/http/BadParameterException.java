package pagoda.http;

/** A query parameter is missing, repeated, or not what is allowed: 400 {@code BAD_REQUEST}. */
public final class BadParameterException extends ProblemException {
  private static final long serialVersionUID = 1;

  private final String parameter;

  /**
   * {@code error} says what is allowed and what was seen.
   *
   * @param parameter the name of the parameter
   * @param error a sentence for people: what was wrong, what is allowed, what was seen
   */
  public BadParameterException(String parameter, String error) {
    super(Problem.of(400, ProblemCodes.BAD_REQUEST, error).with("parameter", parameter));
    this.parameter = parameter;
  }

  /** {@return the name of the parameter} */
  public String parameter() {
    return parameter;
  }
}
