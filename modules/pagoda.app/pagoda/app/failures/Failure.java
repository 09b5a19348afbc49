package pagoda.app.failures;

import java.time.Duration;
import pagoda.broker.RpcFailure;
import pagoda.http.Problem;
import pagoda.http.ProblemException;

/**
 * What a caller is told, in the words of both transports. Immutable.
 *
 * @param code what programs tell it by
 * @param problem the same as a document
 * @param retryAfter when asking again may help; zero if it is not known to
 */
public record Failure(FailureCode code, Problem problem, Duration retryAfter) {
  static Failure of(FailureCode code, String error) {
    return new Failure(code, Problem.of(code.status(), code.name(), error), Duration.ZERO);
  }

  /** The same under another HTTP status. */
  Failure withStatus(int status) {
    Problem other =
        new Problem(status, code.name(), problem.error(), problem.detail(), problem.members());
    return new Failure(code, other, retryAfter);
  }

  Failure withDetail(String text) {
    return new Failure(code, problem.withDetail(text), retryAfter);
  }

  Failure with(String member, long value) {
    return new Failure(code, problem.with(member, value), retryAfter);
  }

  Failure withRetryAfter(Duration wait) {
    return new Failure(code, problem.with("retry_after_ms", wait.toMillis()), wait);
  }

  /** As an answer over HTTP. */
  public ProblemException toHttp() {
    return retryAfter.isZero()
        ? new ProblemException(problem)
        : new ProblemException(
            problem,
            "Retry-After",
            Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
  }

  /** As an answer over the broker. */
  public RpcFailure toRpc() {
    return new RpcFailure(code.rpc(), problem.error(), retryAfter);
  }
}
