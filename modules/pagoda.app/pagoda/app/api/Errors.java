package pagoda.app.api;

import java.util.Optional;
import pagoda.app.failures.Failure;
import pagoda.app.failures.FailureCode;
import pagoda.app.failures.Failures;
import pagoda.http.Json;
import pagoda.http.Problem;
import pagoda.http.ProblemException;
import tools.jackson.databind.node.ObjectNode;

/** Puts failures into HTTP's words; {@link Failures} decides which. */
public final class Errors {
  private Errors() {}

  /** The problem for {@code failure}, or nothing for one that nobody expected. */
  public static Optional<ProblemException> problem(Throwable failure) {
    return failure instanceof ProblemException told
        ? Optional.of(told)
        : Failures.of(failure).map(Failure::toHttp);
  }

  /** The problem document for one item of a batch. */
  static ObjectNode tree(RuntimeException failure) {
    return problem(failure)
        .map(ProblemException::problem)
        .orElseGet(() ->
            Problem.of(
                FailureCode.INTERNAL.status(),
                FailureCode.INTERNAL.name(),
                "The service failed on this item"))
        .document();
  }

  /** The same as bytes. */
  static byte[] document(RuntimeException failure) {
    return Json.write(tree(failure));
  }
}
