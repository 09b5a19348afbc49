package pagoda.queue;

/**
 * The answer to an enqueue: the job is on disk. Immutable.
 *
 * @param job the job
 * @param repeated true when the idempotency key was known and {@code job} is the earlier one
 */
public record Enqueued(Job job, boolean repeated) {}
