package pagoda.process;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What one attempt used.
 *
 * @param wall how long it ran, from its start until its whole tree was gone
 * @param cpu processor time of the program and of the children it waited for; with cgroup v2, of
 *     the whole tree; zero if it could not be learnt
 * @param peakMemoryBytes the most memory at once: with cgroup v2's memory controller exactly, else
 *     the largest resident size of the tree that was seen, four times a second; empty if the
 *     program ended before the first look
 */
public record ProgramUsage(Duration wall, Duration cpu, OptionalLong peakMemoryBytes) {
  /** The usage of a program that never ran. */
  public static final ProgramUsage NONE =
      new ProgramUsage(Duration.ZERO, Duration.ZERO, OptionalLong.empty());
}
