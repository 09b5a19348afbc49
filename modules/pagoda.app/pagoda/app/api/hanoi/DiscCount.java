package pagoda.app.api.hanoi;

import java.util.List;
import pagoda.app.solver.Discs;
import pagoda.app.solver.DiscsException;
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
      throw new ProblemException(
          Problem.of(400, ProblemCodes.BAD_REQUEST, e.getMessage())
              .with("statusCode", 400)
              .with("message", e.getMessage()));
    }
  }
}
