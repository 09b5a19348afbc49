package pagoda.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An attempt that ended without a result, or one that told what it used. Immutable.
 *
 * @param number which of the attempts that count, from 1
 * @param claim the number of its claim, by which its log is known
 * @param startedAt when it began
 * @param finishedAt when it ended, or when its loss was noticed
 * @param error why it ended; empty when it completed
 * @param trace where its handler threw: first and last frames and causes, shortened
 * @param worker who ran it elsewhere; empty when this process did
 * @param usage what it used
 */
public record Attempt(
    int number,
    long claim,
    Instant startedAt,
    Instant finishedAt,
    Optional<String> error,
    Optional<String> trace,
    Optional<String> worker,
    Usage usage) {
  /**
   * What an attempt used, as far as it is known. Immutable.
   *
   * @param exitStatus the exit status of its program
   * @param peakMemory the most memory it held, in bytes
   * @param cpuTime the time of processors that it took
   */
  public record Usage(OptionalInt exitStatus, OptionalLong peakMemory, Optional<Duration> cpuTime) {
    /** Nothing is known. */
    public static final Usage UNKNOWN =
        new Usage(OptionalInt.empty(), OptionalLong.empty(), Optional.empty());
  }
}
