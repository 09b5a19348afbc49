package pagoda.queue.internal.sqlite.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import pagoda.queue.Bytes;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.job.JobIds;
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
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");
  private static final int MOST_NAMES = 100;

  private final FileState state;
  private final Clocks clocks;
  private final WriteConnection store;
  private Lost lost;
  private List<JobRow> leased = List.of();

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
        ResultSet row = statement.executeQuery("SELECT random1,random2,lease_secret FROM queue")) {
      row.next();
      tell(new JobIds(row.getLong(1), row.getLong(2)));
      return new Joined(
          state.boot(),
          row.getLong(1),
          row.getLong(2),
          state.types().ids(),
          state.types().elsewhere(),
          leased,
          Bytes.of(row.getBytes(3)),
          new QueueSnapshot.Recovery(
              took, lost.requeued(), lost.failed.size(), lost.suspects.size()));
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

  /** Leased jobs run elsewhere, and go on: their leases count from now. */
  private void takeBack(Connection connection) throws SQLException {
    String kernel = KernelBoot.id();
    String before = Database.text(connection, "SELECT kernel_boot FROM queue");
    boolean sameKernel = before.isEmpty() || kernel.isEmpty() || before.equals(kernel);
    try (Sql update = new Sql(connection, "UPDATE queue SET kernel_boot=?")) {
      update.set(kernel).update();
    }
    Database.execute(
        connection,
        "UPDATE job SET boot=" + state.boot() + " WHERE state=2 AND worker IS NOT NULL");
    lost = new Lost(connection, store.sql(), state, clocks.millis());
    Map<Boolean, List<JobRow>> elsewhere =
        processing(connection).stream()
            .collect(Collectors.partitioningBy(row -> row.standing().marks().worker().isPresent()));
    leased = elsewhere.get(true);
    lost.decide(elsewhere.get(false), sameKernel);
  }

  /** The jobs in state processing. */
  static List<JobRow> processing(Connection connection) throws SQLException {
    String query = "SELECT " + Rows.COLUMNS + " FROM job WHERE state=2";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return Rows.all(rows);
    }
  }

  /** Names who may have ended the process, and who did. */
  private void tell(JobIds ids) {
    if (!lost.suspects.isEmpty()) {
      log(
          "The process ended while {0} jobs ran; they are tried one at a time: {1}",
          lost.suspects.size(), names(ids, lost.suspects));
    }
    if (!lost.burnt.isEmpty()) {
      log(
          "The process ended while job {0} ran, and no other; it is tried again",
          names(ids, lost.burnt));
    }
    if (!lost.failed.isEmpty()) {
      log(
          "The process ended while job {0} ran, and no other; it has no attempt left",
          names(ids, lost.failed));
    }
  }

  private static void log(String text, Object... values) {
    LOGGER.log(System.Logger.Level.WARNING, text, values);
  }

  private static String names(JobIds ids, List<JobRow> rows) {
    return rows.stream()
        .limit(MOST_NAMES)
        .map(row -> ids.uuid(row.row()).toString())
        .collect(Collectors.joining(", "));
  }
}
