package pagoda.queue.internal.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The writer's connection. Confined to the writer, but for opening. */
public final class WriteConnection implements AutoCloseable {
  private static final int PAGE = 4096;
  private static final int CHECKPOINT_PAGES = 5000;

  /** On a disk that is nearly full the log must fit into the file with what the ballast gives. */
  private static final int CHECKPOINT_PAGES_TIGHT = 500;

  private static final long LARGE_WAL = 256L << 20;

  private final Path file;
  private final Connection connection;
  private JobStatements statements;
  private Sql begin;
  private Sql commit;
  private long pagesSinceCheckpoint;
  private boolean tight;

  private WriteConnection(Path file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    prepare();
  }

  private void prepare() throws SQLException {
    statements = new JobStatements(connection);
    begin = new Sql(connection, "BEGIN IMMEDIATE");
    commit = new Sql(connection, "COMMIT");
  }

  /** Opens a file and brings its schema up to date. */
  public static WriteConnection open(Path file, Schema schema) throws SQLException {
    Connection connection = Database.writer(file);
    try {
      schema.migrate(connection, file);
      return new WriteConnection(file, connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  public Connection connection() {
    return connection;
  }

  public JobStatements sql() {
    return statements;
  }

  /** What SQLite says of the whole file: {@code ok}, or its first fault. */
  public String quickCheck() throws SQLException {
    return Database.text(connection, "PRAGMA quick_check(1)");
  }

  public void begin() throws SQLException {
    begin.update();
  }

  /**
   * Undoes a transaction; its statements are prepared anew, since the driver drops one that failed.
   */
  public void rollback(Exception cause) throws SQLException {
    Rollback.after(cause, connection);
    closeStatements();
    prepare();
  }

  /** Returns once the transaction is on disk. */
  public void commit(int changes, long bytes) throws SQLException {
    commit.update();
    if (changes > 0) { // else nothing was written
      pagesSinceCheckpoint += 4 + changes / 8 + bytes / 2048; // an estimate: SQLite does not tell
    }
  }

  /** Tells whether the log is long enough to be copied into the file. */
  public boolean checkpointDue() {
    return pagesSinceCheckpoint > (tight ? CHECKPOINT_PAGES_TIGHT : CHECKPOINT_PAGES);
  }

  /** Notes whether the disk is nearly full. */
  public void tight(boolean value) {
    tight = value;
  }

  /** By how many bytes the file grows when the log is copied into it. */
  public long growth() throws SQLException {
    return Database.number(connection, "PRAGMA page_count") * PAGE - file.toFile().length();
  }

  /** The bytes of the file that hold nothing, and take the next jobs. */
  public long freeBytes() throws SQLException {
    return Database.number(connection, "PRAGMA freelist_count") * PAGE;
  }

  /** Tells whether the log holds anything that is not in the file. */
  public boolean checkpointUseful() {
    return pagesSinceCheckpoint > 0;
  }

  /**
   * Copies the log into the file, so that the next commits overwrite the log instead of extending
   * it. Readers may keep it from finishing; the next one does.
   */
  public void checkpoint() throws SQLException {
    checkpoint("PASSIVE");
  }

  /** Shortens a log that a long reader has let grow; for idle moments, since it blocks. */
  public void shortenLog() throws SQLException {
    if (logBytes() > LARGE_WAL) {
      checkpoint("TRUNCATE");
    }
  }

  /** Copies the whole log into the file and empties it. */
  public void emptyLog() throws SQLException {
    checkpoint("TRUNCATE");
  }

  private void checkpoint(String mode) throws SQLException {
    pagesSinceCheckpoint = 0;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
      row.next();
    }
  }

  public long logBytes() {
    return logBytes(file);
  }

  /** Asks for the length only; opening the log would be dangerous ({@link Database}). */
  public static long logBytes(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal").toFile().length();
  }

  private void closeStatements() throws SQLException {
    begin.close();
    commit.close();
    statements.close();
  }

  @Override
  public void close() throws SQLException {
    closeStatements();
    connection.close();
  }
}
