package pagoda.breaker;

/**
 * What a breaker has counted since it was made, whatever its state was. Counters only rise, so they
 * fit a metrics system. {@link Snapshot#generation()} counts the transitions. Immutable.
 *
 * @param succeeded calls that ended as a success
 * @param failed calls that ended as a failure
 * @param ignored calls that ended without a verdict
 * @param slow calls that took longer than the threshold, whatever their verdict
 * @param refused calls refused
 * @since 0.1.0
 */
public record Totals(long succeeded, long failed, long ignored, long slow, long refused) {}
