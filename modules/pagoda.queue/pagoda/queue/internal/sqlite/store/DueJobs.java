package pagoda.queue.internal.sqlite.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import pagoda.queue.internal.sqlite.Rows;
import pagoda.queue.store.JobRow;

/**
 * Makes scheduled jobs pending when their time has come. Confined to the writer.
 *
 * <p>A job takes its place when it becomes due, so that one which fails again and again does not
 * keep its rivals from running.
 */
final class DueJobs {
  private static final long STEP_MILLIS = 1000;

  private long lastWall;
  private long lastNanos;
  private long unshifted;

  DueJobs(long wall, long nanos) {
    this.lastWall = wall;
    this.lastNanos = nanos;
  }

  /** Moves up to 500 due jobs. */
  void move(Batch batch) throws SQLException {
    followClock(batch);
    if (batch.file().due() > batch.now()) {
      return;
    }
    for (JobRow row : due(batch)) {
      JobRow ready = row.pending(batch.file().nextSequence(), row.runAt());
      Changes.requeue(batch, ready);
      batch.moved(row, ready);
    }
    batch.dueMoved(batch.sql().nextDue.number());
  }

  private static List<JobRow> due(Batch batch) throws SQLException {
    try (ResultSet rows = batch.sql().due.set(batch.now()).query()) {
      return Rows.all(rows);
    }
  }

  /**
   * Moves the retries along when the clock was set: they wait for a span of time, while a job
   * delayed by its caller waits for a time of day.
   */
  private void followClock(Batch batch) throws SQLException {
    long step = batch.now() - lastWall - (batch.nanos() - lastNanos) / 1_000_000;
    lastWall = batch.now();
    lastNanos = batch.nanos();
    unshifted += Math.abs(step) > STEP_MILLIS ? step : 0;
    if (unshifted != 0 && batch.sql().shiftRetries.set(unshifted).update() > 0) {
      batch.dueMoved(batch.sql().nextDue.number());
    }
  }

  /** Notes that the transaction is on disk. */
  void committed() {
    unshifted = 0;
  }
}
