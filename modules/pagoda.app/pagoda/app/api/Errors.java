package pagoda.app.api;

import java.time.Duration;
import java.util.Optional;
import pagoda.app.jobs.ValidationRejectedException;
import pagoda.app.jobs.ValidationService;
import pagoda.breaker.BulkheadFullException;
import pagoda.breaker.CircuitOpenException;
import pagoda.broker.RpcException;
import pagoda.broker.RpcFailure;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.SolverClosedException;
import pagoda.hanoi.SolverSaturatedException;
import pagoda.http.BadRequestException;
import pagoda.http.Json;
import pagoda.http.OverloadedException;
import pagoda.http.Problem;
import pagoda.http.ProblemCodes;
import pagoda.http.ProblemException;
import pagoda.queue.QueueException;
import tools.jackson.databind.node.ObjectNode;

/** Maps what the libraries throw to what an HTTP client is told: the one place that does. */
public final class Errors {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration RESTART = Duration.ofSeconds(5);

  private Errors() {}

  /** The problem for {@code failure}, or nothing for one that nobody expected. */
  public static Optional<ProblemException> problem(Throwable failure) {
    return Optional.ofNullable(
        switch (failure) {
          case ProblemException e -> e;
          case QueueException e -> QueueErrors.problem(e);
          case SolverSaturatedException e ->
              new OverloadedException(e.getMessage(), e.retryAfter());
          case SolverClosedException e ->
              new OverloadedException("The service is stopping", RESTART);
          case OutOfRangeException e -> new BadRequestException(e.getMessage());
          case CircuitOpenException e -> circuitOpen(e);
          case BulkheadFullException e -> new OverloadedException(e.getMessage(), SOON);
          case RpcException e -> rpc(e.failure());
          case ValidationRejectedException e -> rejected(e);
          case Throwable e when ValidationService.isFailure(e) ->
              new ProblemException(
                  Problem.of(502, "VALIDATION_ERROR", "Failed to validate job")
                      .withDetail(e.getMessage()));
          default -> null;
        });
  }

  /** The article's words, for the article's clients. */
  private static ProblemException circuitOpen(CircuitOpenException e) {
    Duration retryAfter = e.retryAfter();
    return new ProblemException(
        Problem.of(503, "CIRCUIT_OPEN", "Service temporarily unavailable, try again later")
            .withDetail(e.getMessage())
            .with("retry_after_ms", retryAfter.toMillis()),
        "Retry-After",
        Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
  }

  /** What came back from the broker instead of an answer. */
  private static ProblemException rpc(RpcFailure failure) {
    String seconds = Long.toString(Math.max(1, failure.retryAfter().plusMillis(999).toSeconds()));
    return switch (failure.code()) {
      case BAD_REQUEST -> new BadRequestException(failure.message());
      case TOO_LARGE ->
          new ProblemException(Problem.of(422, ProblemCodes.TOO_LARGE, failure.message()));
      case NO_ROUTE ->
          new ProblemException(
              Problem.of(503, "NO_ROUTE", "No engine is there to solve it")
                  .withDetail(failure.message()),
              "Retry-After",
              seconds);
      case UNKNOWN_OPERATION, PROTOCOL_UNSUPPORTED ->
          new ProblemException(
              Problem.of(503, failure.code().text(), "No engine of this version is there now")
                  .withDetail(failure.message()),
              "Retry-After",
              seconds);
      case EXPIRED, TIMEOUT ->
          new ProblemException(
              Problem.of(503, ProblemCodes.TIMEOUT, "No engine answered in time")
                  .withDetail(failure.message()),
              "Retry-After",
              seconds);
      case OVERLOADED, CONNECTION_LOST, CANCELLED ->
          new ProblemException(
              Problem.of(503, ProblemCodes.OVERLOADED, "The engines cannot be reached now")
                  .withDetail(failure.message()),
              "Retry-After",
              seconds);
      case INTERNAL -> null;
    };
  }

  private static ProblemException rejected(ValidationRejectedException e) {
    return new ProblemException(
        Problem.of(422, "VALIDATION_REJECTED", "The job was rejected by the validation service")
            .with("validation_status", e.status()));
  }

  /** The problem document for one item of a batch. */
  static ObjectNode tree(RuntimeException failure) {
    return problem(failure)
        .map(ProblemException::problem)
        .orElseGet(() -> Problem.of(500, ProblemCodes.INTERNAL, "The service failed on this item"))
        .document();
  }

  /** The same as bytes. */
  static byte[] document(RuntimeException failure) {
    return Json.write(tree(failure));
  }
}
