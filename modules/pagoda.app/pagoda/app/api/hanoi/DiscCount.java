package pagoda.app.api.hanoi;

import java.util.List;
import pagoda.app.solver.Discs;
import pagoda.app.solver.DiscsException;
import pagoda.http.BadParameterException;
import pagoda.http.Problem;
import pagoda.http.ProblemCodes;
import pagoda.http.ProblemException;
import pagoda.http.Query;

/**
 * The query parameter {@code n}; the original's clients read what is wrong from {@code message}.
 */
final class DiscCount {
  private DiscCount() {}

  /** The number of discs, from 1 to {@code max}. */
  static int of(Query query, int max) {
    List<String> values = query.all("n");
    try {
      return Discs.parse(values.size() == 1 ? values.getFirst() : "", max);
    } catch (DiscsException e) {
      Problem problem = Problem.of(400, ProblemCodes.BAD_REQUEST, e.getMessage());
      throw asTheOriginal(problem, e.getMessage());
    }
  }

  /**
   * Refuses other parameters. Who misspelt {@code n} is told so, and also, as the original told it,
   * that the number is missing.
   */
  static void allowOnly(Query query, String... known) {
    try {
      query.allowOnly(known);
    } catch (BadParameterException e) {
      String message = query.all("n").isEmpty() ? Discs.NOT_NUMERIC : e.problem().error();
      throw asTheOriginal(e.problem(), message);
    }
  }

  private static ProblemException asTheOriginal(Problem problem, String message) {
    return new ProblemException(problem.with("statusCode", 400).with("message", message));
  }
}
