package pagoda.queue.lease;

import java.time.Duration;
import java.util.Optional;
import pagoda.queue.Bytes;
import pagoda.queue.Job;

/**
 * A job that was claimed from elsewhere. Immutable.
 *
 * @param job the job, in state processing: its type, priority, attempt, envelope and the number of
 *     its claim ({@link Job.Claims#latest})
 * @param token proves that the attempt is its holder's
 * @param payload the bytes it was enqueued with
 * @param checkpoint where to go on from; empty when it starts from nothing
 * @param length how long the lease lasts after each word of its holder
 * @param timeLimit the longest the attempt may take
 * @param alone whether it may have ended a process, so that nothing else is to begin beside it
 */
public record Lease(
    Job job,
    LeaseToken token,
    Bytes payload,
    Optional<Bytes> checkpoint,
    Duration length,
    Duration timeLimit,
    boolean alone) {}
