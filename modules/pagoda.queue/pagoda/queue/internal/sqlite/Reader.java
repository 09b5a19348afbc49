package pagoda.queue.internal.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/** A connection that reads, opened when first needed. Thread-safe: one question at a time. */
final class Reader {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private Connection connection;
  private ReadStatements statements;

  Reader(Path file) {
    this.file = file;
  }

  <T> T ask(Readers.Query<T> query) throws SQLException {
    lock.lock();
    try {
      if (connection == null) {
        connection = Database.reader(file);
        statements = new ReadStatements(connection);
      }
      Database.execute(connection, "BEGIN");
      try {
        return query.ask(statements);
      } finally {
        Database.execute(connection, "COMMIT");
      }
    } catch (SQLException e) {
      disconnect();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  void disconnect() {
    lock.lock();
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Reader of " + file + " does not close", e);
    } finally {
      connection = null;
      statements = null;
      lock.unlock();
    }
  }
}
