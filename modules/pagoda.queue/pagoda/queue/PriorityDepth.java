package pagoda.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * The pending jobs of one priority. Immutable.
 *
 * @param priority the priority
 * @param depth how many are pending, exactly
 * @param oldest since when the one in front has been ready; empty when the queue has not looked yet
 */
public record PriorityDepth(int priority, long depth, Optional<Instant> oldest) {}
