package pagoda.queue.internal.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import pagoda.queue.internal.job.JobIds;
import pagoda.queue.internal.job.JobTypes;

/** A connection that reads, opened when first needed. Thread-safe: one question at a time. */
final class Reader {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private final Path file;
  private final JobIds ids;
  private final JobTypes types;
  private final ReentrantLock lock = new ReentrantLock();
  private Connection connection;
  private ReadStatements statements;

  Reader(Path file, JobIds ids, JobTypes types) {
    this.file = file;
    this.ids = ids;
    this.types = types;
  }

  <T> T ask(Readers.Query<T> query) throws SQLException {
    lock.lock();
    try {
      if (connection == null) {
        connection = Database.reader(file);
        statements = new ReadStatements(connection, ids, types);
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
