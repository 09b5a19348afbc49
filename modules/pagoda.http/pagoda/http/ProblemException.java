package pagoda.http;

import java.util.Objects;

/**
 * Ends a request with a problem. Thrown by handlers and by this module; it has no stack trace,
 * since a refusal is an ordinary answer and must stay cheap under attack.
 */
public class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Response response;
  private final transient Problem problem;

  /**
   * Answers with {@code problem}.
   *
   * @param problem what went wrong
   */
  public ProblemException(Problem problem) {
    this(problem, problem.response());
  }

  /**
   * Answers with {@code problem} and one header, such as {@code Retry-After}.
   *
   * @param problem what went wrong
   * @param header the name of the header
   * @param value the value of the header
   */
  public ProblemException(Problem problem, String header, String value) {
    this(problem, problem.response().withHeader(header, value));
  }

  private ProblemException(Problem problem, Response response) {
    super(problem.code() + ": " + problem.error(), null, false, false);
    this.problem = Objects.requireNonNull(problem);
    this.response = response;
  }

  /** {@return what went wrong} */
  public final Problem problem() {
    return problem;
  }

  /** {@return the answer, with its headers} */
  public final Response response() {
    return response;
  }
}
