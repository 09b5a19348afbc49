package pagoda.app.engine;

import java.util.Optional;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.hanoi.SolverClosedException;
import pagoda.hanoi.SolverSaturatedException;

/**
 * Maps what the libraries throw to what a caller over the broker is told: the one place that does,
 * as {@link pagoda.app.api.Errors} is for HTTP.
 */
final class EngineFailures {
  private EngineFailures() {}

  /** The failure for {@code thrown}, or nothing for one that nobody expected. */
  static Optional<RpcFailure> of(RuntimeException thrown) {
    return switch (thrown) {
      case SolverSaturatedException e ->
          Optional.of(new RpcFailure(RpcCode.OVERLOADED, e.getMessage(), e.retryAfter()));
      case SolverClosedException e ->
          Optional.of(RpcFailure.of(RpcCode.OVERLOADED, e.getMessage()));
      default -> Optional.empty();
    };
  }
}
