package pagoda.queue.internal.sqlite.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.sqlite.Database;
import pagoda.queue.internal.sqlite.Rollback;
import pagoda.queue.internal.sqlite.Rows;
import pagoda.queue.internal.sqlite.Sql;
import pagoda.queue.internal.sqlite.TypeTable;
import pagoda.queue.internal.sqlite.WriteConnection;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Joined;
import pagoda.queue.store.ServedType;

/**
 * Takes over a file: begins a new boot, and decides about the jobs that the process before was
 * running. No clock is asked: whatever runs under another boot is lost, and nothing else is.
 */
final class Recovery {
  private final FileState state;
  private final Clocks clocks;
  private final WriteConnection store;
  private long requeued;
  private long failed;

  private Recovery(FileState state, Clocks clocks, WriteConnection store) {
    this.state = state;
    this.clocks = clocks;
    this.store = store;
  }

  /** Recovers in one transaction, then loads what memory holds. */
  static Joined run(FileState state, Clocks clocks, WriteConnection store, List<ServedType> served)
      throws SQLException {
    long start = System.nanoTime();
    Recovery recovery = new Recovery(state, clocks, store);
    Connection connection = store.connection();
    store.begin();
    try {
      recovery.boot(connection, served);
      recovery.takeBack(connection);
      Database.execute(connection, "COMMIT");
    } catch (SQLException | RuntimeException e) {
      Rollback.after(e, connection);
      throw e;
    }
    state.load(store);
    return recovery.joined(Duration.ofNanos(System.nanoTime() - start));
  }

  private Joined joined(Duration took) throws SQLException {
    try (Statement statement = store.connection().createStatement();
        ResultSet row = statement.executeQuery("SELECT random1,random2 FROM queue")) {
      row.next();
      return new Joined(
          state.boot(),
          row.getLong(1),
          row.getLong(2),
          state.types().ids(),
          new QueueSnapshot.Recovery(took, requeued, failed));
    }
  }

  private void boot(Connection connection, List<ServedType> served) throws SQLException {
    Database.execute(connection, "UPDATE queue SET boot=boot+1");
    if (Database.number(connection, "SELECT length(lease_secret) FROM queue") == 0) {
      share(connection);
    }
    TypeTable types = TypeTable.load(connection, served);
    state.identify(types, Database.number(connection, "SELECT boot FROM queue"));
  }

  /** Gives the store what servers and workers know it by, and what proves a lease. */
  private static void share(Connection connection) throws SQLException {
    SecureRandom random = new SecureRandom();
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    try (Sql update = new Sql(connection, "UPDATE queue SET store_id=?,lease_secret=?")) {
      update.set(random.nextLong()).set(secret).update();
    }
  }

  private void takeBack(Connection connection) throws SQLException {
    for (JobRow row : processing(connection)) {
      if (row.attempt() < row.maxAttempts()) {
        requeue(connection, row);
      } else {
        fail(connection, row);
      }
      record(row);
    }
  }

  /** The jobs in state processing. */
  static List<JobRow> processing(Connection connection) throws SQLException {
    String query = "SELECT " + Rows.COLUMNS + " FROM job WHERE state=2";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return Rows.all(rows);
    }
  }

  private void requeue(Connection connection, JobRow row) throws SQLException {
    Database.execute(connection, "UPDATE job SET state=0 WHERE id=" + row.row());
    requeued++;
  }

  private void fail(Connection connection, JobRow row) throws SQLException {
    long now = clocks.millis();
    Database.execute(
        connection,
        "UPDATE job SET state=4,finished_at=" + now + expiry(row, now) + " WHERE id=" + row.row(),
        "UPDATE queue SET failed=failed+1");
    failed++;
  }

  private String expiry(JobRow row, long now) {
    return state
        .types()
        .retention(row.type())
        .map(kept -> ",expires_at=" + (now + kept.toMillis()))
        .orElse("");
  }

  private void record(JobRow row) throws SQLException {
    store
        .sql()
        .pastAttempt
        .set(row.row())
        .set(row.claims())
        .set(row.attempt())
        .set(row.startedAt())
        .set(clocks.millis())
        .set("the process ended while attempt " + row.attempt() + " was running")
        .set(Optional.empty())
        .set(row.standing().marks().worker())
        .set(OptionalLong.empty())
        .set(OptionalLong.empty())
        .set(OptionalLong.empty())
        .update();
  }
}
