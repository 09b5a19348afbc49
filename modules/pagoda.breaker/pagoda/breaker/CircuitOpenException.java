package pagoda.breaker;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.time.Duration;

/**
 * A circuit breaker refused a call. At most 48 bytes; its message is made only when asked for.
 *
 * @since 0.1.0
 */
public final class CircuitOpenException extends RefusedException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal circumstances;
  private final long retryAfterNanos;

  /**
   * Makes the exception for a refusal.
   *
   * @param refusal what {@link CircuitBreaker#check()} returned
   */
  public CircuitOpenException(Refusal refusal) {
    this(refusal, refusal.retryAfter().toNanos());
  }

  /**
   * Makes the exception from circumstances that many refusals share and the time that they do not,
   * so that nothing else need be allocated.
   *
   * @param circumstances name, state and reason; its {@code retryAfter} is not looked at
   * @param retryAfterNanos when to come back, in nanoseconds
   */
  public CircuitOpenException(Refusal circumstances, long retryAfterNanos) {
    this.circumstances = circumstances;
    this.retryAfterNanos = retryAfterNanos;
  }

  /**
   * Why the call was refused.
   *
   * @return name, state, reason and when to come back
   */
  public Refusal refusal() {
    return new Refusal(
        circumstances.breaker(), circumstances.state(), circumstances.reason(), retryAfter());
  }

  @Override
  public Duration retryAfter() {
    return Duration.ofNanos(retryAfterNanos);
  }

  @Override
  public String getMessage() {
    return refusal().text();
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException(CircuitOpenException.class.getName());
  }
}
