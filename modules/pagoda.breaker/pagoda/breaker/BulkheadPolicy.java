package pagoda.breaker;

import java.time.Duration;
import java.util.Optional;
import pagoda.breaker.internal.rules.Check;

/**
 * How many calls a {@link Bulkhead} lets run and wait. Immutable.
 *
 * @param limit how many calls may run at once, 1 to 1,000,000; with an adaptive limit, the first
 * @param maxWait how long a call waits for a place; zero, the default, refuses it at once
 * @param maxWaiting how many calls may wait at once, 0 to 1,000,000; by default as many as may run
 * @param adaptive lets the limit move by itself; empty by default
 */
public record BulkheadPolicy(
    int limit, Duration maxWait, int maxWaiting, Optional<AdaptiveLimit> adaptive) {
  /** Checks every component. */
  public BulkheadPolicy {
    Check.range("bulkhead.limit", limit, 1, 1_000_000);
    Check.notNegative("bulkhead.max-wait", maxWait);
    Check.range("bulkhead.max-waiting", maxWaiting, 0, 1_000_000);
    Check.present("bulkhead.adaptive", adaptive);
    if (adaptive.isPresent()) {
      AdaptiveLimit bounds = adaptive.get();
      Check.range("bulkhead.limit", limit, bounds.least(), bounds.most());
    }
  }

  /**
   * So many calls at once; whoever comes on top is refused.
   *
   * @param limit how many
   * @return the policy
   */
  public static BulkheadPolicy of(int limit) {
    return new BulkheadPolicy(limit, Duration.ZERO, limit, Optional.empty());
  }

  /**
   * This policy with another limit.
   *
   * @param limit how many calls may run at once
   * @return a new policy
   */
  public BulkheadPolicy withLimit(int limit) {
    return new BulkheadPolicy(limit, maxWait, maxWaiting, adaptive);
  }

  /**
   * This policy with a bounded wait.
   *
   * @param maxWait how long a call waits for a place
   * @param maxWaiting how many may wait at once
   * @return a new policy
   */
  public BulkheadPolicy withWait(Duration maxWait, int maxWaiting) {
    return new BulkheadPolicy(limit, maxWait, maxWaiting, adaptive);
  }

  /**
   * This policy with a limit that moves by itself.
   *
   * @param adaptive within which bounds and how
   * @return a new policy
   */
  public BulkheadPolicy withAdaptive(AdaptiveLimit adaptive) {
    return new BulkheadPolicy(limit, maxWait, maxWaiting, Optional.of(adaptive));
  }
}
