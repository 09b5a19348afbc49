package pagoda.queue.internal.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import pagoda.queue.SqliteVersionException;

class DatabaseTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"3.7.0", "3.51.2", "3.50.7", "2.99.99"})
  void t03LibraryThatCouldLoseCommitsIsRefused(String version) {
    SqliteVersionException e =
        assertThrows(SqliteVersionException.class, () -> Database.checkVersion(version));
    assertEquals("SQLite must be at least 3.51.3, was: " + version, e.getMessage());
  }

  @Test
  void t03LibraryInUseIsNewEnough() throws SQLException {
    Database.checkVersion("3.51.3");
    Database.checkVersion("3.100.0");
    Database.checkVersion("4.0.0");
    try (Connection connection = Database.writer(folder.resolve("x.db"))) {
      Database.checkVersion(Database.text(connection, "SELECT sqlite_version()"));
    }
  }

  @Test
  void writerSyncsEveryCommitAndReadersOnlyRead() throws SQLException {
    Path file = folder.resolve("x.db");
    try (Connection writer = Database.writer(file)) {
      assertEquals("wal", Database.text(writer, "PRAGMA journal_mode"));
      assertEquals(2, Database.number(writer, "PRAGMA synchronous"), "FULL");
      assertEquals(0, Database.number(writer, "PRAGMA wal_autocheckpoint"));
      Database.execute(writer, "CREATE TABLE t(x)");
      try (Connection reader = Database.reader(file)) {
        assertThrows(SQLException.class, () -> Database.execute(reader, "INSERT INTO t VALUES(1)"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SQLITE_FULL, FULL",
    "SQLITE_IOERR_FSYNC, FAILED",
    "SQLITE_IOERR_WRITE, FAILED",
    "SQLITE_BUSY, FAILED",
    "SQLITE_READONLY, FAILED",
    "SQLITE_CORRUPT, CORRUPTED",
    "SQLITE_NOTADB, CORRUPTED",
    "SQLITE_CONSTRAINT_UNIQUE, STATEMENT",
    "SQLITE_ERROR, STATEMENT"
  })
  void errorsAreToldApart(SQLiteErrorCode code, StorageFault expected) {
    assertEquals(
        expected, StorageFault.of(new SQLiteException("x", code), folder.resolve("jobs.db")));
  }

  /** t17: each statement that must not grow with the file uses its index, and none sorts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT id,place,run_at FROM job WHERE state=0 AND type=? AND priority=? ORDER BY place"
            + " LIMIT 9 | job_ready",
        "SELECT type,priority,count(*),max(place) FROM job WHERE state=0 GROUP BY type,priority"
            + " | job_ready",
        "SELECT id FROM job WHERE state=1 AND run_at<=? ORDER BY run_at,id LIMIT 9 | job_due",
        "SELECT min(run_at) FROM job WHERE state=1 | job_due",
        "UPDATE job SET run_at=run_at+? WHERE state=1 AND started_at IS NOT NULL | job_due",
        "SELECT id FROM job WHERE state=2 | job_live",
        "SELECT count(*) FROM job WHERE state=2 | job_live",
        "SELECT id FROM job WHERE state>=3 AND expires_at IS NULL AND finished_at<? ORDER BY"
            + " finished_at LIMIT 9 | job_done",
        "SELECT min(finished_at) FROM job WHERE state>=3 AND expires_at IS NULL | job_done",
        "SELECT id FROM job INDEXED BY job_failed WHERE state=4 AND id<9 | job_failed",
        "SELECT id FROM job INDEXED BY job_cancelled WHERE state=5 AND id<9 | job_cancelled",
        "SELECT job FROM key WHERE key=? | PRIMARY KEY",
        "UPDATE job SET state=3 WHERE id=? AND state=2 AND claims=? AND boot=? | PRIMARY KEY"
      })
  void t17StatementsUseTheirIndexes(String statement, String index) throws SQLException {
    try (WriteConnection store = WriteConnection.open(folder.resolve("jobs.db"), Schema.CURRENT);
        Statement explain = store.connection().createStatement();
        ResultSet rows = explain.executeQuery("EXPLAIN QUERY PLAN " + statement)) {
      StringBuilder plan = new StringBuilder();
      while (rows.next()) {
        plan.append(rows.getString("detail")).append('\n');
      }
      assertTrue(plan.toString().contains(index), plan::toString);
      assertFalse(plan.toString().contains("TEMP B-TREE"), plan::toString);
    }
  }
}
