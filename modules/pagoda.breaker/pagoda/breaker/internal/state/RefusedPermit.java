package pagoda.breaker.internal.state;

import java.time.Duration;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Permit;
import pagoda.breaker.Refusal;
import pagoda.breaker.internal.permit.NoVerdict;

/** Stands for every refusal of one generation, so that refusing allocates nothing. */
final class RefusedPermit extends NoVerdict {
  private final Generation generation;

  RefusedPermit(Generation generation) {
    this.generation = generation;
  }

  Refusal refusal(long now) {
    Refusal shared = generation.circumstances();
    return new Refusal(
        shared.breaker(),
        shared.state(),
        shared.reason(),
        Duration.ofNanos(generation.retryAfter(now)));
  }

  @Override
  public boolean isGranted() {
    return false;
  }

  @Override
  public Permit orThrow() {
    throw exception();
  }

  CircuitOpenException exception() {
    long now = generation.breaker.clock.nanos();
    return new CircuitOpenException(generation.circumstances(), generation.retryAfter(now));
  }

  @Override
  public Duration retryAfter() {
    return Duration.ofNanos(generation.retryAfter(generation.breaker.clock.nanos()));
  }
}
