package pagoda.queue.internal.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/** Rolls a failed transaction back without hiding why it failed. */
public final class Rollback {
  private Rollback() {}

  /**
   * Rolls back. SQLite has often done so itself by then (always when the disk is full) and answers
   * "no transaction is active"; what ROLLBACK says is attached to the cause.
   */
  public static void after(Exception cause, Connection connection) {
    try {
      Database.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
