package pagoda.queue.store;

/**
 * Urgent jobs that wait for a place. Immutable.
 *
 * @param type the number of their type, for which no place is free
 * @param priority their priority
 * @param waiting how many there are, as far as the store knows
 */
public record Urgent(int type, int priority, int waiting) {}
