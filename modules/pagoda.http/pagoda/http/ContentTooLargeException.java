package pagoda.http;

/** The body is larger than the route takes: 413 {@code TOO_LARGE}. */
public final class ContentTooLargeException extends ProblemException {
  private static final long serialVersionUID = 1;

  private final long limit;

  /**
   * {@code limit} is the number of bytes that would have been taken.
   *
   * @param limit the most bytes that are taken
   */
  public ContentTooLargeException(long limit) {
    super(
        Problem.of(
                413, ProblemCodes.TOO_LARGE, "The body may have at most " + limit + " bytes here")
            .with("limit", limit));
    this.limit = limit;
  }

  /** {@return the largest body taken, in bytes} */
  public long limit() {
    return limit;
  }
}
