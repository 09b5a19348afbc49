package pagoda.queue.store;

import java.util.List;

/**
 * What came of a round that is durable. Immutable.
 *
 * @param answers one for each command, in order
 * @param claimed the attempts to begin
 * @param changed the jobs that listeners and waiters are to hear of
 * @param urgent urgent jobs that still wait, the most urgent first
 * @param changes how many changes the round made; 0 when nothing was written
 * @param pruned how many jobs retention removed
 * @param removed the jobs that are gone, by retention or by a caller's wish
 * @param now the time of the transaction, in milliseconds since 1970
 */
public record Outcome(
    List<Object> answers,
    List<Claimed> claimed,
    List<JobRow> changed,
    List<Urgent> urgent,
    int changes,
    int pruned,
    List<Long> removed,
    long now) {
  /**
   * Urgent jobs that wait for a place. Immutable.
   *
   * @param type the number of their type, for which no place is free
   * @param priority their priority
   * @param waiting how many there are, as far as the store knows
   */
  public record Urgent(int type, int priority, int waiting) {}
}
