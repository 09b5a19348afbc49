package pagoda.queue.internal.round;

import pagoda.queue.QueueOptions;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.job.JobViews;
import pagoda.queue.internal.lease.LeaseTokens;
import pagoda.queue.internal.logs.AttemptLogs;
import pagoda.queue.store.JobStore;

/**
 * What the parts of a queue share.
 *
 * @param options the settings
 * @param clocks the clocks
 * @param store where the jobs are
 * @param views what callers see of them
 * @param logs what attempts wrote
 * @param tokens what proves leases
 * @param live what is under way
 */
public record Shared(
    QueueOptions options,
    Clocks clocks,
    JobStore store,
    JobViews views,
    AttemptLogs logs,
    LeaseTokens tokens,
    Live live) {}
