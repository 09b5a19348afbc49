package pagoda.app.failures;

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
import pagoda.queue.QueueException;

/**
 * The table from what the libraries throw to what callers are told, over HTTP and over the broker:
 * the one place that decides it.
 */
public final class Failures {
  static final Duration SOON = Duration.ofSeconds(1);
  static final Duration RESTART = Duration.ofSeconds(5);

  /** What stands behind the service is at fault, and not the request. */
  private static final int UNAVAILABLE = 503;

  private Failures() {}

  /** What is told of {@code thrown}; nothing for what nobody expected, a fault of the service. */
  public static Optional<Failure> of(Throwable thrown) {
    return switch (thrown) {
      case QueueException e -> QueueFailures.of(e);
      case RpcException e -> rpc(e.failure());
      case SolverSaturatedException e ->
          Optional.of(later(FailureCode.OVERLOADED, e.getMessage(), e.retryAfter()));
      case SolverClosedException _ -> Optional.of(stopping());
      case OutOfRangeException e ->
          Optional.of(Failure.of(FailureCode.BAD_REQUEST, e.getMessage()));
      case BulkheadFullException e ->
          Optional.of(later(FailureCode.OVERLOADED, e.getMessage(), SOON));
      case CircuitOpenException e -> Optional.of(circuitOpen(e));
      case ValidationRejectedException e ->
          Optional.of(
              Failure.of(
                      FailureCode.VALIDATION_REJECTED,
                      "The job was rejected by the validation service")
                  .with("validation_status", e.status()));
      case Throwable e when ValidationService.isFailure(e) ->
          Optional.of(
              Failure.of(FailureCode.VALIDATION_ERROR, "Failed to validate job")
                  .withDetail(e.getMessage()));
      default -> Optional.empty();
    };
  }

  /** A request that makes no sense, in the words of who saw it. */
  public static Failure badRequest(String error) {
    return Failure.of(FailureCode.BAD_REQUEST, error);
  }

  /** A version of the work protocol that is not spoken here. */
  public static Failure protocolUnsupported(String error) {
    return Failure.of(FailureCode.PROTOCOL_UNSUPPORTED, error);
  }

  static Failure stopping() {
    return later(FailureCode.OVERLOADED, "The service is stopping", RESTART);
  }

  private static Failure later(FailureCode code, String error, Duration wait) {
    return Failure.of(code, error).withRetryAfter(wait);
  }

  /** The article's words, for the article's clients. */
  private static Failure circuitOpen(CircuitOpenException e) {
    return later(
            FailureCode.CIRCUIT_OPEN,
            "Service temporarily unavailable, try again later",
            e.retryAfter())
        .withDetail(e.getMessage());
  }

  /** What came back from the broker instead of an answer. */
  private static Optional<Failure> rpc(RpcFailure failure) {
    return switch (failure.code()) {
      case BAD_REQUEST -> Optional.of(Failure.of(FailureCode.BAD_REQUEST, failure.message()));
      case TOO_LARGE -> Optional.of(Failure.of(FailureCode.TOO_LARGE, failure.message()));
      case NO_ROUTE -> away(FailureCode.NO_ROUTE, "No engine is there to solve it", failure);
      // The caller of the service asked for nothing new: its engines are too old.
      case UNKNOWN_OPERATION ->
          away(FailureCode.UNKNOWN_OPERATION, "No engine of this version is there now", failure)
              .map(told -> told.withStatus(UNAVAILABLE));
      case PROTOCOL_UNSUPPORTED ->
          away(FailureCode.PROTOCOL_UNSUPPORTED, "No engine of this version is there now", failure)
              .map(told -> told.withStatus(UNAVAILABLE));
      case EXPIRED, TIMEOUT -> away(FailureCode.TIMEOUT, "No engine answered in time", failure);
      case OVERLOADED, CONNECTION_LOST, CANCELLED ->
          away(FailureCode.OVERLOADED, "The engines cannot be reached now", failure);
      case INTERNAL -> Optional.empty();
    };
  }

  private static Optional<Failure> away(FailureCode code, String error, RpcFailure failure) {
    Duration known = failure.retryAfter();
    return Optional.of(
        later(code, error, known.isZero() ? SOON : known).withDetail(failure.message()));
  }
}
