package pagoda.queue.internal.round;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobConflictException;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobState;
import pagoda.queue.internal.job.JobRow;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.run.Run;

/** What a caller can do to one job. */
public enum JobChange {
  /** Ends it. */
  CANCEL {
    @Override
    ItemOutcome<Job> apply(Batch batch, JobRow row) throws SQLException {
      if (row.state() == JobState.CANCELLED) {
        return new ItemOutcome.Accepted<>(batch.job(row)); // what was asked for is so
      }
      if (row.state().finished()) {
        return conflict(batch, "cancel", row);
      }
      batch.sql().cancel.set(batch.now()).set(row.row()).update();
      if (row.state() == JobState.PENDING) {
        batch.shared().file().heads().remove(row.lane(), row.priority(), row.place());
      }
      Run run = batch.shared().live().runs().current(row.row());
      if (run != null) {
        batch.stopped(run);
      }
      batch.count(Total.CANCELLED);
      return moved(batch, row, row.finished(JobState.CANCELLED, batch.now(), row.lastError()));
    }
  },
  /** Makes it pending again. */
  RETRY {
    @Override
    ItemOutcome<Job> apply(Batch batch, JobRow row) throws SQLException {
      switch (row.state()) {
        case PENDING, PROCESSING, COMPLETED -> {
          return conflict(batch, "retry", row);
        }
        case SCHEDULED, FAILED, CANCELLED -> {}
      }
      JobRow ready =
          row.retryable(row.type().lane())
              .pending(batch.shared().file().nextSequence(), batch.now());
      batch
          .sql()
          .requeue
          .set(ready.lane().code())
          .set(ready.place())
          .set(ready.runAt())
          .set(ready.maxAttempts())
          .set(ready.row())
          .update();
      batch
          .shared()
          .file()
          .heads()
          .append(ready.lane(), ready.priority(), ready.row(), ready.place(), ready.runAt());
      return moved(batch, row, ready);
    }
  };

  /** Changes a job in the state that was just read. */
  abstract ItemOutcome<Job> apply(Batch batch, JobRow row) throws SQLException;

  /** Looks a job up and changes it. */
  ItemOutcome<Job> to(Batch batch, UUID id) throws SQLException {
    Optional<JobRow> row = find(batch, id);
    return row.isPresent()
        ? apply(batch, row.get())
        : new ItemOutcome.Refused<>(new JobNotFoundException(id));
  }

  private static Optional<JobRow> find(Batch batch, UUID id) throws SQLException {
    OptionalLong row = batch.shared().file().ids().row(id);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    try (ResultSet rows = batch.sql().select.set(row.getAsLong()).query()) {
      return rows.next()
          ? Optional.of(JobRow.read(rows, batch.shared().file().types()))
          : Optional.empty();
    }
  }

  private static ItemOutcome<Job> conflict(Batch batch, String action, JobRow row) {
    UUID id = batch.shared().file().ids().uuid(row.row());
    return new ItemOutcome.Refused<>(new JobConflictException(action, id, row.state()));
  }

  private static ItemOutcome<Job> moved(Batch batch, JobRow from, JobRow to) {
    batch.moved(from, to);
    return new ItemOutcome.Accepted<>(batch.job(to));
  }
}
