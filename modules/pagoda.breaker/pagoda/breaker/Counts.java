package pagoda.breaker;

/**
 * The results in a breaker's window. Immutable.
 *
 * @param calls how many results the window holds
 * @param failed how many of them failed
 * @param slow how many of them were slow, failed or not
 * @param failedOrSlow how many failed or were slow or both
 * @since 0.1.0
 */
public record Counts(int calls, int failed, int slow, int failedOrSlow) {
  /** No results. */
  public static final Counts NONE = new Counts(0, 0, 0, 0);
}
