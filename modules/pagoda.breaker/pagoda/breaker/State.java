package pagoda.breaker;

/**
 * What a circuit breaker does with the next call.
 *
 * <pre>
 *             a trip                    its time has passed, a call comes
 *   CLOSED ------------&gt; OPEN ----------------------------------&gt; HALF_OPEN
 *      ^                  ^                                           |  |
 *      |                  +------------- a probe fails ---------------+  |
 *      +---------------- every probe succeeds (and the ramp is done) ----+
 *
 *   by hand, from any state: trip() -&gt; OPEN, isolate() -&gt; ISOLATED,
 *                            disable() -&gt; DISABLED, reset() -&gt; CLOSED
 * </pre>
 */
public enum State {
  /** Calls pass and their results are counted. */
  CLOSED,
  /** Calls are refused until the time of this opening has passed. */
  OPEN,
  /** A few probes, or a growing share of the calls, pass and decide what comes next. */
  HALF_OPEN,
  /** Every call is refused until {@link CircuitBreaker#reset()}. Set by hand only. */
  ISOLATED,
  /** Every call passes and no result has a consequence. Set by hand only. */
  DISABLED
}
