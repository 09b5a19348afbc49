package pagoda.queue.internal.sqlite.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagoda.queue.JobState;
import pagoda.queue.internal.sqlite.Lane;
import pagoda.queue.internal.sqlite.Rows;
import pagoda.queue.internal.sqlite.StateCode;
import pagoda.queue.store.Action;
import pagoda.queue.store.Changed;
import pagoda.queue.store.Command;
import pagoda.queue.store.JobRow;

/** Changes jobs as callers ask. */
final class Changes {
  private Changes() {}

  static List<Changed> change(Batch batch, Command.Change change) throws SQLException {
    List<Changed> changed = new ArrayList<>(change.rows().size());
    for (long row : change.rows()) {
      changed.add(change(batch, change.action(), row));
    }
    return changed;
  }

  private static Changed change(Batch batch, Action action, long number) throws SQLException {
    Optional<JobRow> found = find(batch, number);
    if (found.isEmpty()) {
      return new Changed.Missing();
    }
    JobRow row = found.get();
    return switch (action) {
      case CANCEL ->
          switch (row.state()) {
            case PENDING, SCHEDULED, PROCESSING -> cancel(batch, row);
            case CANCELLED -> new Changed.Already(row);
            case COMPLETED, FAILED -> new Changed.Refused(row);
          };
      case DELETE -> row.state().finished() ? delete(batch, row) : new Changed.Refused(row);
      case RETRY ->
          switch (row.state()) {
            case PENDING, PROCESSING, COMPLETED -> new Changed.Refused(row);
            case SCHEDULED, FAILED, CANCELLED -> retry(batch, row);
          };
    };
  }

  private static Changed delete(Batch batch, JobRow row) throws SQLException {
    Removal.remove(batch, row.row(), row.submitted().envelope().labels());
    batch.removed(row.state(), 1);
    return new Changed.Done(row, row);
  }

  /** Gives waiting jobs another priority or another time. */
  static List<Changed> place(Batch batch, Command.Place place) throws SQLException {
    List<Changed> changed = new ArrayList<>(place.rows().size());
    for (long number : place.rows()) {
      Optional<JobRow> found = find(batch, number);
      changed.add(found.isEmpty() ? new Changed.Missing() : place(batch, place, found.get()));
    }
    return changed;
  }

  private static Changed place(Batch batch, Command.Place place, JobRow row) throws SQLException {
    if (row.state() != JobState.PENDING && row.state() != JobState.SCHEDULED) {
      return new Changed.Refused(row);
    }
    JobRow placed = placed(batch, place, row);
    if (row.state() == JobState.PENDING) {
      batch.file().heads().remove(row);
    }
    batch
        .sql()
        .place
        .set(placed.priority())
        .set(StateCode.of(placed.state()))
        .set(placed.place())
        .set(placed.runAt())
        .set(placed.row())
        .update();
    if (placed.state() == JobState.PENDING) {
      batch.file().heads().insert(placed);
    }
    return moved(batch, row, placed);
  }

  /** A job keeps its place, but for one that waited for a time and need not any more. */
  private static JobRow placed(Batch batch, Command.Place place, JobRow row) {
    JobRow urgent = row.prioritized(place.priority().orElse(row.priority()));
    if (place.runAt().isEmpty()) {
      return urgent;
    }
    long time = place.runAt().getAsLong();
    if (time > batch.now()) {
      return urgent.scheduled(time, row.lastError());
    }
    return row.state() == JobState.PENDING
        ? urgent
        : urgent.pending(batch.file().nextSequence(), batch.now());
  }

  static Optional<JobRow> find(Batch batch, long row) throws SQLException {
    try (ResultSet rows = batch.sql().select.set(row).query()) {
      return rows.next() ? Optional.of(Rows.read(rows)) : Optional.empty();
    }
  }

  private static Changed cancel(Batch batch, JobRow row) throws SQLException {
    batch.sql().cancel.set(batch.now()).setTime(batch.expiry(row)).set(row.row()).update();
    if (row.state() == JobState.PENDING) {
      batch.file().heads().remove(row);
    }
    return moved(batch, row, row.finished(JobState.CANCELLED, batch.now(), row.lastError()));
  }

  private static Changed retry(Batch batch, JobRow row) throws SQLException {
    Lane lane = batch.types().lane(row.type());
    JobRow ready = row.retryable(lane.code()).pending(batch.file().nextSequence(), batch.now());
    requeue(batch, ready);
    return moved(batch, row, ready);
  }

  /** Makes a job pending, last of its priority. */
  static void requeue(Batch batch, JobRow ready) throws SQLException {
    batch
        .sql()
        .requeue
        .set(ready.lane())
        .set(ready.place())
        .set(ready.runAt())
        .set(ready.maxAttempts())
        .set(ready.standing().marks().snoozes())
        .setTime(ready.standing().marks().snoozedSince())
        .set(ready.row())
        .update();
    batch.file().heads().append(ready);
  }

  private static Changed moved(Batch batch, JobRow from, JobRow to) {
    batch.moved(from, to);
    return new Changed.Done(from, to);
  }
}
