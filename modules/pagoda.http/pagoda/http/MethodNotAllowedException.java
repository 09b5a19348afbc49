package pagoda.http;

import java.util.List;

/** The path exists, but not for this method: 405 {@code METHOD_NOT_ALLOWED} with {@code Allow}. */
public final class MethodNotAllowedException extends ProblemException {
  private static final long serialVersionUID = 1;

  private final transient List<String> allowed;

  /**
   * {@code allowed} are the methods the path has.
   *
   * @param method the method seen
   * @param allowed the methods there are
   */
  public MethodNotAllowedException(String method, List<String> allowed) {
    super(
        Problem.of(
            405,
            ProblemCodes.METHOD_NOT_ALLOWED,
            "Method "
                + Problem.shown(method)
                + " is not allowed here; allowed: "
                + String.join(", ", allowed)),
        "Allow",
        String.join(", ", allowed));
    this.allowed = List.copyOf(allowed);
  }

  /** {@return the methods the path has} */
  public List<String> allowed() {
    return allowed;
  }
}
