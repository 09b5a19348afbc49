package bench.queue;

import java.sql.SQLException;

/** A way to keep jobs in an SQLite file and run them. */
interface Contender extends AutoCloseable {
  /** Adds a job that does nothing, and returns once it is on disk. */
  void enqueue(byte[] payload) throws Exception;

  /** Lets workers begin. */
  void start() throws Exception;

  /** How many jobs have been run to their end. */
  long completed() throws Exception;

  @Override
  void close() throws SQLException;
}
