package pagoda.queue.internal.sqlite.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import pagoda.queue.JobState;
import pagoda.queue.internal.sqlite.Lane;
import pagoda.queue.internal.sqlite.Rows;
import pagoda.queue.store.JobRow;

/**
 * Jobs one of which may have ended the process before: they run one at a time, and while one runs
 * no other job of this process begins, so that the next end of the process shows the guilty one.
 * Confined to the writer.
 *
 * <p>There are none but for a while after an unclean end. As long as there may be some, each round
 * reads them from the file; no memory of them can be wrong.
 */
final class Suspects {
  private boolean possible;
  private long runningRow;
  private long runningClaim;
  private long clearNanos;

  /** Notes that the file has some. */
  void found() {
    possible = true;
  }

  /** Whether there may be some. */
  boolean possible() {
    return possible;
  }

  /** The time until the running one is cleared; the longest time when none runs. */
  long nanosToNext(long nanos) {
    return possible && runningRow != 0 ? Math.max(0, clearNanos - nanos) : Long.MAX_VALUE;
  }

  /**
   * Clears the running one when it has run long enough, and tells who is to run alone.
   *
   * @return the next suspect to begin; empty while another runs, or when there are none
   */
  Optional<JobRow> next(Batch batch) throws SQLException {
    List<JobRow> suspects = read(batch);
    Optional<JobRow> running = suspects.stream().filter(Suspects::runsHere).findFirst();
    if (running.isPresent() && !isOver(batch, running.get())) {
      return Optional.empty(); // and it still is possible
    }
    if (running.isPresent()) {
      batch.sql().clear.set(running.get().row()).update();
      batch.wrote(1, 0);
    }
    runningRow = 0;
    Optional<JobRow> next =
        suspects.stream()
            .filter(row -> row.state() == JobState.PENDING)
            .min(
                Comparator.<JobRow>comparingInt(row -> -row.priority())
                    .thenComparingLong(JobRow::place));
    possible = next.isPresent();
    return next;
  }

  private static boolean runsHere(JobRow row) {
    return row.state() == JobState.PROCESSING && row.standing().marks().worker().isEmpty();
  }

  private boolean isOver(Batch batch, JobRow row) {
    boolean known = row.row() == runningRow && row.claims() == runningClaim;
    return known && clearNanos - batch.nanos() <= 0;
  }

  private static List<JobRow> read(Batch batch) throws SQLException {
    try (ResultSet rows = batch.sql().suspects.query()) {
      return Rows.all(rows).stream().filter(row -> Lane.of(row.lane()) != Lane.PARKED).toList();
    }
  }

  /** Notes that a suspect begins. */
  void begun(JobRow claimed, long nanos) {
    runningRow = claimed.row();
    runningClaim = claimed.claims();
    clearNanos = nanos + TimeUnit.MILLISECONDS.toNanos(claimed.standing().marks().suspect());
  }
}
