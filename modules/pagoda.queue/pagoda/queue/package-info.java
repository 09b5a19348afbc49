/**
 * A durable priority queue of jobs: {@link pagoda.queue.JobQueue} keeps them in one SQLite file and
 * runs them by {@link pagoda.queue.JobHandler}s.
 *
 * <p>It serves one process, which owns the file. It is no broker between machines, no stream, and
 * no cron.
 */
package pagoda.queue;
