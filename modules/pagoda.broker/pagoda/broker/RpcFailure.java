package pagoda.broker;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Why a call failed. Immutable.
 *
 * @param code the kind of failure
 * @param message what was wrong, in words
 * @param retryAfter when asking again may help; zero if not known
 */
public record RpcFailure(RpcCode code, String message, Duration retryAfter) implements RpcOutcome {

  /** Checks that nothing is null and that the duration is not negative. */
  public RpcFailure {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
    if (retryAfter.isNegative()) {
      throw new IllegalArgumentException("retryAfter must not be negative: " + retryAfter);
    }
  }

  /**
   * Returns a failure that does not say when to ask again.
   *
   * @param code the kind of failure
   * @param message what was wrong, in words
   * @return a failure
   */
  public static RpcFailure of(RpcCode code, String message) {
    return new RpcFailure(code, message, Duration.ZERO);
  }

  @Override
  public RpcReply orThrow() {
    throw new RpcException(this);
  }
}
