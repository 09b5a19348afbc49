package pagoda.queue.internal.sqlite.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pagoda.queue.internal.sqlite.Database;
import pagoda.queue.internal.sqlite.JobStatements;
import pagoda.queue.store.JobRow;

/**
 * Decides about the attempts that a dead process was running here. One that ran alone ended the
 * process, and burns. Of several nobody knows which: none burns, and all are suspects. When the
 * machine itself began anew, nobody is. Programs are processes of their own, and never are.
 */
final class Lost {
  private static final long LONGEST_MILLIS = 60_000;

  private final Connection connection;
  private final JobStatements sql;
  private final FileState state;
  private final long now;
  final List<JobRow> failed = new ArrayList<>();
  final List<JobRow> burnt = new ArrayList<>();
  final List<JobRow> suspects = new ArrayList<>();
  private long requeued;

  Lost(Connection connection, JobStatements sql, FileState state, long now) {
    this.connection = connection;
    this.sql = sql;
    this.state = state;
    this.now = now;
  }

  /** How many jobs are pending again. */
  long requeued() {
    return requeued;
  }

  void decide(List<JobRow> rows, boolean sameKernel) throws SQLException {
    List<JobRow> inside = new ArrayList<>();
    for (JobRow row : rows) {
      if (sameKernel && !state.types().ranApart(row.type())) {
        inside.add(row);
      } else {
        giveBack(row, 0);
      }
    }
    boolean alone = inside.size() == 1 || inside.stream().anyMatch(Lost::isSuspect);
    for (JobRow row : inside) {
      if (alone && (inside.size() == 1 || isSuspect(row))) {
        burn(row);
      } else if (alone) {
        giveBack(row, 0);
      } else {
        suspects.add(row);
        giveBack(row, Math.clamp(now - row.startedAt(), 1, LONGEST_MILLIS));
      }
    }
  }

  private static boolean isSuspect(JobRow row) {
    return row.standing().marks().suspect() > 0;
  }

  private void giveBack(JobRow row, long suspect) throws SQLException {
    Database.execute(
        connection,
        "UPDATE job SET state=0,attempt=attempt-1,suspect=" + suspect + " WHERE id=" + row.row());
    requeued++;
  }

  private void burn(JobRow row) throws SQLException {
    if (row.attempt() < row.maxAttempts()) {
      Database.execute(connection, "UPDATE job SET state=0,suspect=0 WHERE id=" + row.row());
      burnt.add(row);
      requeued++;
    } else {
      fail(row);
    }
    record(row);
  }

  private void fail(JobRow row) throws SQLException {
    String expiry =
        state
            .types()
            .retention(row.type())
            .map(kept -> ",expires_at=" + (now + kept.toMillis()))
            .orElse("");
    Database.execute(
        connection,
        "UPDATE job SET state=4,suspect=0,finished_at=" + now + expiry + " WHERE id=" + row.row(),
        "UPDATE queue SET failed=failed+1");
    failed.add(row);
  }

  private void record(JobRow row) throws SQLException {
    sql.pastAttempt
        .set(row.row())
        .set(row.claims())
        .set(row.attempt())
        .set(row.startedAt())
        .set(now)
        .set("the process ended while attempt " + row.attempt() + " was running, and no other")
        .set(Optional.empty())
        .set(Optional.empty())
        .set(OptionalLong.empty())
        .set(OptionalLong.empty())
        .set(OptionalLong.empty())
        .update();
  }
}
