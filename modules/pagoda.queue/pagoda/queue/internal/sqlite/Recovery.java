package pagoda.queue.internal.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pagoda.queue.JobHandlers;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.job.JobIds;
import pagoda.queue.internal.job.JobRow;
import pagoda.queue.internal.job.JobTypes;

/**
 * Takes over a file: begins a new boot, and decides about the jobs that the process before was
 * running. No clock is asked: whatever runs under another boot is lost, and nothing else is.
 */
public final class Recovery {
  private final FileState state;
  private final Clocks clocks;
  private final Store store;
  private long requeued;
  private long failed;

  private Recovery(FileState state, Clocks clocks, Store store) {
    this.state = state;
    this.clocks = clocks;
    this.store = store;
  }

  /** Recovers in one transaction, then loads what memory holds. */
  public static QueueSnapshot.Recovery run(
      FileState state, Clocks clocks, Store store, JobHandlers handlers) throws SQLException {
    long start = System.nanoTime();
    Recovery recovery = new Recovery(state, clocks, store);
    Connection connection = store.connection();
    store.begin();
    try {
      recovery.boot(connection, handlers);
      recovery.takeBack(connection);
      Database.execute(connection, "COMMIT");
    } catch (SQLException | RuntimeException e) {
      Rollback.after(e, connection);
      throw e;
    }
    state.load(store);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new QueueSnapshot.Recovery(took, recovery.requeued, recovery.failed);
  }

  private void boot(Connection connection, JobHandlers handlers) throws SQLException {
    Database.execute(connection, "UPDATE queue SET boot=boot+1");
    JobTypes types = TypeTable.load(connection, handlers);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT random1,random2,boot FROM queue")) {
      row.next();
      state.identify(new JobIds(row.getLong(1), row.getLong(2)), types, row.getLong(3));
    }
  }

  private void takeBack(Connection connection) throws SQLException {
    for (JobRow row : processing(connection, state.types())) {
      if (row.attempt() < row.maxAttempts()) {
        requeue(connection, row);
      } else {
        fail(connection, row);
      }
      record(row);
    }
  }

  /** The jobs in state processing. */
  static List<JobRow> processing(Connection connection, JobTypes types) throws SQLException {
    List<JobRow> found = new ArrayList<>();
    String query = "SELECT " + JobRow.COLUMNS + " FROM job WHERE state=2";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(JobRow.read(rows, types));
      }
    }
    return found;
  }

  private void requeue(Connection connection, JobRow row) throws SQLException {
    Database.execute(connection, "UPDATE job SET state=0 WHERE id=" + row.row());
    requeued++;
  }

  private void fail(Connection connection, JobRow row) throws SQLException {
    long now = clocks.millis();
    Database.execute(
        connection,
        "UPDATE job SET state=4,finished_at=" + now + " WHERE id=" + row.row(),
        "UPDATE queue SET failed=failed+1");
    failed++;
  }

  private void record(JobRow row) throws SQLException {
    store
        .sql()
        .pastAttempt
        .set(row.row())
        .set(row.attempt())
        .set(row.startedAt())
        .set(clocks.millis())
        .set("the process ended while attempt " + row.attempt() + " was running")
        .update();
  }
}
