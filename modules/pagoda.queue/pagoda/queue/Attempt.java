package pagoda.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * An attempt that ended without a result. Immutable.
 *
 * @param number which of the attempts that count, from 1
 * @param claim the number of its claim, by which its log is known
 * @param startedAt when it began
 * @param finishedAt when it ended, or when its loss was noticed
 * @param error why it ended
 * @param worker who ran it elsewhere; empty when this process did
 */
public record Attempt(
    int number,
    long claim,
    Instant startedAt,
    Instant finishedAt,
    String error,
    Optional<String> worker) {}
