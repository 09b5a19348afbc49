package pagoda.queue.blackbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A second connection that holds SQLite's write lock, as a careless operator's shell might. */
final class ForeignLock implements AutoCloseable {
  private final Connection connection;
  private final Statement statement;

  ForeignLock(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    statement = connection.createStatement();
    statement.execute("PRAGMA busy_timeout=5000");
  }

  void take() throws SQLException {
    statement.execute("BEGIN IMMEDIATE");
  }

  void release() throws SQLException {
    statement.execute("ROLLBACK");
  }

  @Override
  public void close() throws SQLException {
    statement.close();
    connection.close();
  }
}
