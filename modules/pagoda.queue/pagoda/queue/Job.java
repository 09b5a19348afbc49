package pagoda.queue;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A job as of one commit, without its payload and result, which may be large ({@link JobDetail}).
 *
 * <p>Immutable. Times have millisecond precision.
 *
 * @param id the identity, never reused
 * @param type the name of the handler that runs it
 * @param priority 0 to 100, higher first; 1 is normal, 10 and above an emergency
 * @param createdAt when it was enqueued
 * @param state where it stands
 * @param attempt the number of attempts begun so far; a yield takes its attempt back
 * @param maxAttempts how many attempts it has in all
 * @param runAt the time before which it does not start
 * @param startedAt when its latest attempt began
 * @param finishedAt when it completed, failed or was cancelled
 * @param progress what its handler last reported, 0 to 1; 1 once it is completed
 * @param lastError why its latest unsuccessful attempt ended
 */
public record Job(
    UUID id,
    String type,
    int priority,
    Instant createdAt,
    JobState state,
    int attempt,
    int maxAttempts,
    Instant runAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    double progress,
    Optional<String> lastError) {}
