package pagoda.queue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One page of a list. Immutable.
 *
 * <p>A page can hold fewer jobs than asked for, even none, and still have a next one: the queue
 * bounds how many rows it looks at for one page, and how long.
 *
 * @param rows the jobs, newest first
 * @param next where the next page begins ({@link JobQuery#before}); empty at the end
 * @param examined how many rows were looked at
 */
public record JobPage(List<Row> rows, Optional<UUID> next, long examined) {
  /** The most bytes of a payload that a row has. */
  public static final int BEGINNING = 200;

  /** Copies the list. */
  public JobPage {
    rows = List.copyOf(rows);
  }

  /**
   * A job of a list. Immutable.
   *
   * @param job the job
   * @param payload the first {@value #BEGINNING} bytes of its payload; empty when they are no text
   */
  public record Row(Job job, Optional<String> payload) {}

  /** {@return the jobs without their payloads} */
  public List<Job> jobs() {
    return rows.stream().map(Row::job).toList();
  }
}
