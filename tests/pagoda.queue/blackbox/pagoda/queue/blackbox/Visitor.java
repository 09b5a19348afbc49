package pagoda.queue.blackbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** Opens a database as sqlite3(1) would, reads, and goes. */
public final class Visitor {
  private Visitor() {}

  /**
   * Visits.
   *
   * @param arguments the file
   */
  public static void main(String[] arguments) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + Path.of(arguments[0]));
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT count(*) FROM job");
    }
  }
}
