package pagoda.queue;

import java.time.Duration;

/**
 * How closing went. Immutable.
 *
 * @param took the time it took
 * @param finished attempts that ended by themselves meanwhile
 * @param yielded attempts that were given back with a checkpoint
 * @param abandoned attempts whose handlers did not stop in time: their jobs are pending again
 */
public record DrainReport(Duration took, long finished, long yielded, long abandoned) {}
