package pagoda.queue;

import static pagoda.queue.InvalidJobException.check;

import java.util.Optional;
import java.util.UUID;

/**
 * Asks for a page of jobs, newest first. Immutable; each {@code with…} gives a changed query, and
 * throws {@link InvalidJobException} for a value out of its range.
 */
public final class JobQuery {
  /** The most jobs on a page. */
  public static final int MAX_LIMIT = 1000;

  /** The most rows that are looked at for a page. */
  public static final int MOST_EXAMINED = 1_000_000;

  private final JobFilter filter;
  private final Optional<UUID> before;
  private final int limit;
  private final int mostExamined;

  private JobQuery(JobFilter filter, Optional<UUID> before, int limit, int mostExamined) {
    this.filter = filter;
    this.before = before;
    this.limit = limit;
    this.mostExamined = mostExamined;
  }

  /**
   * The first page of the jobs that a filter means.
   *
   * @param filter which jobs
   * @return the query, for 50 jobs
   */
  public static JobQuery of(JobFilter filter) {
    return new JobQuery(filter, Optional.empty(), 50, MOST_EXAMINED);
  }

  /**
   * The newest jobs.
   *
   * @param limit the most jobs on the page, 1 to {@value #MAX_LIMIT}
   * @return the query
   */
  public static JobQuery newest(int limit) {
    return of(JobFilter.ALL).withLimit(limit);
  }

  /** {@return which jobs} */
  public JobFilter filter() {
    return filter;
  }

  /** {@return lists only jobs enqueued before this one; empty for the first page} */
  public Optional<UUID> before() {
    return before;
  }

  /**
   * Changes {@link #before}.
   *
   * @param value {@link JobPage#next} of the page before
   * @return the changed query
   */
  public JobQuery withBefore(Optional<UUID> value) {
    return new JobQuery(filter, value, limit, mostExamined);
  }

  /** {@return the most jobs on the page} */
  public int limit() {
    return limit;
  }

  /**
   * Changes {@link #limit}.
   *
   * @param value 1 to {@value #MAX_LIMIT}; default 50
   * @return the changed query
   */
  public JobQuery withLimit(int value) {
    check(value >= 1 && value <= MAX_LIMIT, "limit", "1 to 1000", String.valueOf(value));
    return new JobQuery(filter, before, value, mostExamined);
  }

  /** {@return how many rows are looked at, at most and about, before the page ends} */
  public int mostExamined() {
    return mostExamined;
  }

  /**
   * Changes {@link #mostExamined}.
   *
   * @param value 1 to {@value #MOST_EXAMINED}, the default
   * @return the changed query
   */
  public JobQuery withMostExamined(int value) {
    check(
        value >= 1 && value <= MOST_EXAMINED,
        "mostExamined",
        "1 to 1000000",
        String.valueOf(value));
    return new JobQuery(filter, before, limit, value);
  }
}
