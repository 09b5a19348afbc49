package pagoda.queue.internal.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import org.sqlite.JDBC;
import pagoda.queue.SqliteVersionException;

/**
 * Opens connections. The file itself is never opened through java.io or java.nio: closing such a
 * handle would drop the locks that SQLite holds on the file for the whole process.
 */
public final class Database {
  /** The first release without the WAL-reset bug, which could lose commits. */
  static final String MINIMUM_VERSION = "3.51.3";

  private static final int BUSY_MILLIS = 5000;

  /**
   * SQLITE_OPEN_READWRITE: only the writer makes a file, or who looks at a lost one makes it anew.
   */
  private static final int OPEN = 2;

  /** And SQLITE_OPEN_CREATE. */
  private static final int OPEN_OR_MAKE = 6;

  private Database() {}

  /** The one connection that writes. */
  static Connection writer(Path file) throws SQLException {
    Connection connection = connect(file, OPEN_OR_MAKE);
    try {
      checkVersion(text(connection, "SELECT sqlite_version()"));
      execute(
          connection,
          "PRAGMA page_size=4096", // only for a new file
          "PRAGMA journal_mode=WAL",
          "PRAGMA synchronous=FULL", // one fsync a commit: the promise to every caller
          "PRAGMA wal_autocheckpoint=0", // the writer decides when
          "PRAGMA cache_size=-32768",
          "PRAGMA temp_store=MEMORY",
          "PRAGMA foreign_keys=OFF");
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection that can only read. */
  static Connection reader(Path file) throws SQLException {
    Connection connection = connect(file);
    try {
      execute(connection, "PRAGMA query_only=ON", "PRAGMA cache_size=-4096");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection with SQLite's defaults, for copies. */
  static Connection connect(Path file) throws SQLException {
    return connect(file, OPEN);
  }

  private static Connection connect(Path file, int mode) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("open_mode", String.valueOf(mode));
    properties.setProperty("busy_timeout", String.valueOf(BUSY_MILLIS));
    properties.setProperty("jdbc.get_generated_keys", "false");
    return JDBC.createConnection("jdbc:sqlite:" + file.toAbsolutePath(), properties);
  }

  public static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }

  public static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  public static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  static void checkVersion(String found) {
    if (Arrays.compare(numbers(found), numbers(MINIMUM_VERSION)) < 0) {
      throw new SqliteVersionException(found, MINIMUM_VERSION);
    }
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
