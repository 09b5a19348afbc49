package pagoda.app.work;

import pagoda.app.failures.Failures;
import pagoda.http.Handler;
import pagoda.http.Problem;
import pagoda.http.ProblemException;
import pagoda.http.Request;

/**
 * The version of the work protocol, which has a number of its own beside the build's: a peer serves
 * it and the one before. Who names none means the first.
 */
final class Protocol {
  /** The header that names it, in requests and answers. */
  static final String HEADER = "Pagoda-Protocol";

  private static final String CURRENT = "1";

  private Protocol() {}

  /** Refuses other versions, and names this one in each answer. */
  static Handler checked(Handler handler) {
    return request -> {
      check(request);
      return handler.handle(request).withHeader(HEADER, CURRENT);
    };
  }

  private static void check(Request request) {
    String seen = request.header(HEADER).orElse(CURRENT);
    if (!seen.equals(CURRENT)) {
      Problem problem =
          Failures.protocolUnsupported(
                  "%s must be %s: %s".formatted(HEADER, CURRENT, Problem.shown(seen)))
              .problem();
      throw new ProblemException(problem, HEADER, CURRENT);
    }
  }
}
