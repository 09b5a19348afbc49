package bench.queue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one would write in an hour: one connection behind a lock, WAL, FULL, one commit a job to add
 * it, one to claim it and one to end it.
 */
final class OneCommitContender implements Contender {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Connection connection;
  private final PreparedStatement insert;
  private final PreparedStatement next;
  private final PreparedStatement claim;
  private final PreparedStatement end;
  private final Thread worker = new Thread(this::work, "one-commit");
  private volatile boolean closed;
  private final AtomicLong completed = new AtomicLong();

  OneCommitContender(Path folder) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("one.db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute(
          "CREATE TABLE job(id INTEGER PRIMARY KEY, priority INTEGER NOT NULL,"
              + " state INTEGER NOT NULL, payload BLOB NOT NULL)");
      statement.execute("CREATE INDEX ready ON job(priority DESC,id) WHERE state=0");
    }
    insert = connection.prepareStatement("INSERT INTO job(priority,state,payload) VALUES(1,0,?)");
    next =
        connection.prepareStatement(
            "SELECT id FROM job WHERE state=0 ORDER BY priority DESC,id LIMIT 1");
    claim = connection.prepareStatement("UPDATE job SET state=1 WHERE id=? AND state=0");
    end = connection.prepareStatement("UPDATE job SET state=2 WHERE id=? AND state=1");
  }

  @Override
  public void enqueue(byte[] payload) throws SQLException {
    lock.lock();
    try {
      insert.setBytes(1, payload);
      insert.executeUpdate();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void start() {
    worker.start();
  }

  private void work() {
    while (!closed) {
      lock.lock();
      try {
        if (closed) {
          return;
        }
        long id = nextId();
        if (id > 0) {
          claim.setLong(1, id);
          claim.executeUpdate();
          end.setLong(1, id);
          end.executeUpdate();
          completed.incrementAndGet();
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      } finally {
        lock.unlock();
      }
    }
  }

  private long nextId() throws SQLException {
    try (ResultSet rows = next.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  @Override
  public long completed() {
    return completed.get();
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    lock.lock(); // the worker is between two jobs
    try {
      connection.close();
    } finally {
      lock.unlock();
    }
  }
}
