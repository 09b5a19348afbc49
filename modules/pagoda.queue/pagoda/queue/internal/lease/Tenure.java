package pagoda.queue.internal.lease;

import java.util.Optional;
import pagoda.queue.internal.job.JobType;
import pagoda.queue.internal.logs.AttemptLog;
import pagoda.queue.lease.LeaseToken;
import pagoda.queue.store.JobRow;

/**
 * Who holds what. Immutable.
 *
 * @param claimed the job as it was claimed
 * @param type its type
 * @param token proves the lease
 * @param claim the claim that got it; empty when a process before this one gave it
 * @param log the attempt's log
 */
public record Tenure(
    JobRow claimed, JobType type, LeaseToken token, Optional<WaitingClaim> claim, AttemptLog log) {}
