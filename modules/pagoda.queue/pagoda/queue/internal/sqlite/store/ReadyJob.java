package pagoda.queue.internal.sqlite.store;

/**
 * A pending job as the queue knows it without looking into the file. Immutable.
 *
 * @param row its row
 * @param place its place among the jobs of its priority: the writer's own sequence
 * @param since since when it has been ready, in milliseconds since 1970
 */
record ReadyJob(long row, long place, long since) {}
