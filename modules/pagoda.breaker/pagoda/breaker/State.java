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
 *                            disable() -&gt; DISABLED, shadow() -&gt; SHADOW, reset() -&gt; CLOSED
 * </pre>
 *
 * @since 0.1.0
 */
public enum State {
  /** Calls pass and their results are counted. */
  CLOSED("closed"),
  /** Calls are refused until the time of this opening has passed. */
  OPEN("open"),
  /** A few probes, or a growing share of the calls, pass and decide what comes next. */
  HALF_OPEN("half-open"),
  /** Every call is refused until {@link CircuitBreaker#reset()}. Set by hand only. */
  ISOLATED("isolated"),
  /** Every call passes and no result has a consequence. Set by hand only. */
  DISABLED("disabled"),
  /**
   * Every call passes and the rules are judged all the same, to see what they would do. Set by hand
   * only. When one is met the breaker stays in this state, says so by a {@link Transition} from and
   * to it, and judges none for as long as it would have been open.
   */
  SHADOW("shadow");

  private final String text;

  State(String text) {
    this.text = text;
  }

  /**
   * The state as it stands in metrics and messages.
   *
   * @return lower case, with a hyphen in {@code half-open}
   */
  public String text() {
    return text;
  }
}
