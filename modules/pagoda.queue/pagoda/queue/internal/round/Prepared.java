package pagoda.queue.internal.round;

import pagoda.queue.JobRequest;
import pagoda.queue.internal.job.JobType;
import pagoda.queue.store.NewJob;

/**
 * A request that was checked and encoded by its caller's thread, so that the writer need not.
 * Immutable.
 *
 * @param request what was asked for
 * @param type its type
 * @param job what the store is to add
 */
public record Prepared(JobRequest request, JobType type, NewJob job) {}
