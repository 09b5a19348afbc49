package pagoda.breaker.internal;

/**
 * What a window holds. Immutable.
 *
 * @param calls how many results
 * @param failed how many of them failed
 * @param slow how many of them were slow, failed or not
 * @param failedOrSlow how many failed or were slow or both
 */
public record WindowCounts(int calls, int failed, int slow, int failedOrSlow) {}
