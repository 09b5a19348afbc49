package pagoda.queue.store;

/**
 * A type that this process serves. Immutable.
 *
 * @param name its name
 * @param pool where its attempts run
 */
public record ServedType(String name, Pool pool) {}
