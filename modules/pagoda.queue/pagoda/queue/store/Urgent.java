package pagoda.queue.store;

/**
 * Urgent jobs that wait for a place. Immutable.
 *
 * @param pool the pool whose places are all taken
 * @param priority their priority
 * @param waiting how many there are, as far as the store knows
 */
public record Urgent(Pool pool, int priority, int waiting) {}
