package pagoda.queue;

import java.time.Instant;

/**
 * An attempt that ended without a result. Immutable.
 *
 * @param number which attempt, from 1
 * @param startedAt when it began
 * @param finishedAt when it ended, or when its loss was noticed
 * @param error why it ended
 */
public record Attempt(int number, Instant startedAt, Instant finishedAt, String error) {}
