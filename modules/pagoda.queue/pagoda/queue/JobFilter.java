package pagoda.queue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which jobs a page lists, newest first. Immutable.
 *
 * @param states the states to list; empty means all
 * @param type the only type to list
 * @param before lists only jobs enqueued before this one: {@link JobPage#next} of the page before
 * @param limit the most jobs on the page, 1 to {@value #MAX_LIMIT}
 */
public record JobFilter(
    Set<JobState> states, Optional<String> type, Optional<UUID> before, int limit) {
  /** The most jobs on a page. */
  public static final int MAX_LIMIT = 1000;

  /** Checks the limit and copies the set. */
  public JobFilter {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidJobException("limit", "1 to 1000", String.valueOf(limit));
    }
    states = states.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(states));
  }

  /**
   * Lists jobs of any state and type.
   *
   * @param limit the most jobs on the page
   * @return the filter
   */
  public static JobFilter newest(int limit) {
    return new JobFilter(Set.of(), Optional.empty(), Optional.empty(), limit);
  }
}
