package pagoda.queue.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import pagoda.queue.JobState;

/**
 * Which jobs a reader wants: those that meet every condition. Immutable.
 *
 * @param rows the only rows; empty means all
 * @param types the numbers of their types; empty means all
 * @param states their states; empty means all
 * @param lowest their lowest priority
 * @param highest their highest priority
 * @param created when they were added
 * @param runAt when they may start
 * @param finished when they ended; those that have not match only {@link Span#ALWAYS}
 * @param latest when they ended, or were added if they have not
 * @param words what the first 4 KiB of a payload contain, as text; A to Z in either case
 * @param errors what the first KiB of the latest error contains; A to Z in either case
 * @param labels labels that they have
 */
public record Match(
    Optional<List<Long>> rows,
    Set<Integer> types,
    Set<JobState> states,
    int lowest,
    int highest,
    Span created,
    Span runAt,
    Span finished,
    Span latest,
    List<String> words,
    List<String> errors,
    List<String> labels) {
  /**
   * A time in milliseconds since 1970. Immutable.
   *
   * @param since the first of them
   * @param until the first after it
   */
  public record Span(long since, long until) {
    /** All of time. */
    public static final Span ALWAYS = new Span(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** {@return the same without {@link #words}} */
  public Match withoutWords() {
    return new Match(
        rows, types, states, lowest, highest, created, runAt, finished, latest, List.of(), errors,
        labels);
  }
}
