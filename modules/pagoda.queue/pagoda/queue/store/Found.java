package pagoda.queue.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a reader found on a step of a search, newest first. Immutable.
 *
 * @param entries the jobs
 * @param next below which row the search goes on, if there may be more
 * @param examined how many rows were looked at
 */
public record Found(List<Entry> entries, OptionalLong next, long examined) {
  /**
   * A job that was found.
   *
   * @param row the job
   * @param payload the beginning of its payload, if that is text
   */
  public record Entry(JobRow row, Optional<String> payload) {}
}
