package pagoda.queue.internal.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import pagoda.queue.JobState;
import pagoda.queue.QueueCorruptedException;
import pagoda.queue.VerifyReport;

/** Looks at every row of a queue file, which may be in use. */
public final class FileVerifier {
  private static final int MOST_PROBLEMS = 100;

  private FileVerifier() {}

  /** Checks a file; see {@link pagoda.queue.FileStore#verify}. */
  public static VerifyReport verify(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new QueueCorruptedException(file, "there is no such file");
    }
    try (Connection connection = Database.reader(file)) {
      int version = Schema.CURRENT.check(connection, file);
      Database.execute(connection, "BEGIN");
      List<String> problems = new ArrayList<>(integrity(connection));
      if (problems.isEmpty()) {
        for (Map.Entry<String, String> rule : FileRules.of(version).entrySet()) {
          problems.addAll(broken(connection, rule.getKey(), rule.getValue()));
        }
      }
      return new VerifyReport(file, counts(connection), problems);
    } catch (SQLException e) {
      throw StorageFault.translate(file, e);
    }
  }

  private static List<String> integrity(Connection connection) throws SQLException {
    List<String> problems = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA integrity_check")) {
      while (rows.next()) {
        if (!rows.getString(1).equals("ok")) {
          problems.add(rows.getString(1));
        }
      }
    }
    return problems;
  }

  private static List<String> broken(Connection connection, String text, String query)
      throws SQLException {
    List<String> problems = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query + " LIMIT " + MOST_PROBLEMS)) {
      while (rows.next()) {
        problems.add(String.format(text, rows.getString(1)));
      }
    }
    return problems;
  }

  private static Map<JobState, Long> counts(Connection connection) throws SQLException {
    Map<JobState, Long> counts = new EnumMap<>(JobState.class);
    for (JobState state : JobState.values()) {
      counts.put(
          state,
          Database.number(
              connection, "SELECT count(*) FROM job WHERE state=" + StateCode.of(state)));
    }
    return counts;
  }
}
