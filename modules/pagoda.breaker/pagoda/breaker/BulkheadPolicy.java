package pagoda.breaker;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import pagoda.breaker.internal.rules.Check;

/**
 * How many calls a {@link Bulkhead} lets run and wait. Immutable.
 *
 * {@snippet lang=java :
 * BulkheadPolicy.defaults().withLimit(10).withMaxWait(Duration.ofMillis(50));
 * }
 *
 * @since 0.1.0
 */
public final class BulkheadPolicy {
  /** The default of {@link #limit}: {@value}. */
  public static final int DEFAULT_LIMIT = 16;

  private static final int MOST = 1_000_000;
  private static final BulkheadPolicy DEFAULTS =
      new BulkheadPolicy(DEFAULT_LIMIT, Duration.ZERO, OptionalInt.empty(), Optional.empty());

  private final int limit;
  private final Duration maxWait;

  /** Empty: as many as may run. */
  private final OptionalInt maxWaiting;

  private final Optional<AdaptiveLimit> adaptive;

  private BulkheadPolicy(
      int limit, Duration maxWait, OptionalInt maxWaiting, Optional<AdaptiveLimit> adaptive) {
    this.limit = Check.range("bulkhead.limit", limit, 1, MOST);
    this.maxWait = Check.notNegative("bulkhead.max-wait", maxWait);
    maxWaiting.ifPresent(most -> Check.range("bulkhead.max-waiting", most, 0, MOST));
    this.maxWaiting = maxWaiting;
    this.adaptive = adaptive;
    adaptive.ifPresent(
        bounds -> Check.range("bulkhead.limit", limit, bounds.least(), bounds.most()));
  }

  /** {@return the policy of 16 calls at once; whoever comes on top is refused} */
  public static BulkheadPolicy defaults() {
    return DEFAULTS;
  }

  /** {@return how many calls may run at once; with an adaptive limit, the first} */
  public int limit() {
    return limit;
  }

  /**
   * Changes {@link #limit}.
   *
   * @param value 1 to 1,000,000, and within the bounds of an adaptive limit; default {@value
   *     #DEFAULT_LIMIT}
   * @return the changed policy
   */
  public BulkheadPolicy withLimit(int value) {
    return new BulkheadPolicy(value, maxWait, maxWaiting, adaptive);
  }

  /** {@return how long a call waits for a place} */
  public Duration maxWait() {
    return maxWait;
  }

  /**
   * Changes {@link #maxWait}.
   *
   * @param value 0 to 365 days; default 0, which refuses a call at once
   * @return the changed policy
   */
  public BulkheadPolicy withMaxWait(Duration value) {
    return new BulkheadPolicy(limit, value, maxWaiting, adaptive);
  }

  /** {@return how many calls may wait at once} */
  public int maxWaiting() {
    return maxWaiting.orElse(limit);
  }

  /**
   * Changes {@link #maxWaiting}.
   *
   * @param value 0 to 1,000,000; default as many as may run
   * @return the changed policy
   */
  public BulkheadPolicy withMaxWaiting(int value) {
    return new BulkheadPolicy(limit, maxWait, OptionalInt.of(value), adaptive);
  }

  /** {@return how the limit moves by itself; empty when it does not} */
  public Optional<AdaptiveLimit> adaptive() {
    return adaptive;
  }

  /**
   * Lets the limit move by itself.
   *
   * @param value within which bounds and how; by default it does not move
   * @return the changed policy
   */
  public BulkheadPolicy withAdaptive(AdaptiveLimit value) {
    Check.present("bulkhead.adaptive", value);
    return new BulkheadPolicy(limit, maxWait, maxWaiting, Optional.of(value));
  }

  @Override
  public String toString() {
    return "BulkheadPolicy[limit=%s, maxWait=%s, maxWaiting=%s, adaptive=%s]"
        .formatted(limit, maxWait, maxWaiting(), adaptive);
  }
}
