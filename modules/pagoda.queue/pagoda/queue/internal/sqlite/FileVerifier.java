package pagoda.queue.internal.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pagoda.queue.JobState;
import pagoda.queue.QueueCorruptedException;
import pagoda.queue.VerifyReport;

/** Looks at every row of a queue file, which may be in use. */
public final class FileVerifier {
  private static final int MOST_PROBLEMS = 100;

  /** What must hold: each query lists rows that break a rule. */
  private static final Map<String, String> RULES = rules();

  /** A column of version 2; a file of an older release, say a backup, is checked as it is. */
  private static final String WRONG_RETRYING =
      "SELECT retrying FROM queue"
          + " WHERE retrying<>(SELECT count(*) FROM job WHERE state=1 AND attempt>0)";

  private FileVerifier() {}

  /** Checks a file; see {@link pagoda.queue.JobQueue#verify}. */
  public static VerifyReport verify(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new QueueCorruptedException(file, "there is no such file");
    }
    try (Connection connection = Database.reader(file)) {
      int version = Schema.CURRENT.check(connection, file);
      Database.execute(connection, "BEGIN");
      List<String> problems = new ArrayList<>(integrity(connection));
      if (problems.isEmpty()) {
        for (Map.Entry<String, String> rule : RULES.entrySet()) {
          problems.addAll(broken(connection, rule.getKey(), rule.getValue()));
        }
        if (version >= 2) {
          problems.addAll(
              broken(connection, "the counter of jobs to be retried is %s", WRONG_RETRYING));
        }
      }
      return new VerifyReport(file, counts(connection), problems);
    } catch (SQLException e) {
      throw StorageFault.translate(file, e);
    }
  }

  private static Map<String, String> rules() {
    Map<String, String> rules = new LinkedHashMap<>();
    rules.put(
        "job %s has a type that is not in the file",
        "SELECT id FROM job WHERE type NOT IN(SELECT id FROM type)");
    rules.put(
        "job %s runs under a boot that never was",
        "SELECT id FROM job WHERE state=2"
            + " AND (boot IS NULL OR boot<1 OR boot>(SELECT boot FROM queue))");
    rules.put(
        "job %s is unfinished and has used more attempts than it has",
        "SELECT id FROM job WHERE state<3 AND attempt>max_attempts");
    rules.put(
        "job %s is pending or scheduled and has no attempt left",
        "SELECT id FROM job WHERE state<2 AND attempt>=max_attempts");
    rules.put(
        "job %s finished but its attempt never began",
        "SELECT id FROM job WHERE state>=3 AND attempt>0 AND started_at IS NULL");
    rules.put(
        "job %s shares its place with another",
        "SELECT min(id) FROM job WHERE state=0 GROUP BY place HAVING count(*)>1");
    rules.put(
        "job %s has two payloads",
        "SELECT job.id FROM job JOIN body ON body.id=job.id"
            + " WHERE job.payload IS NOT NULL AND body.payload IS NOT NULL");
    rules.put(
        "job %s has no payload",
        "SELECT id FROM job WHERE payload IS NULL"
            + " AND NOT EXISTS(SELECT 1 FROM body WHERE body.id=job.id"
            + " AND body.payload IS NOT NULL)");
    for (String table : List.of("body.id", "checkpoint.id", "past_attempt.job")) {
      String name = table.substring(0, table.indexOf('.'));
      rules.put(
          name + " of job %s, which is not in the file",
          "SELECT " + table + " FROM " + name + " WHERE " + table + " NOT IN(SELECT id FROM job)");
    }
    for (JobState state : List.of(JobState.COMPLETED, JobState.FAILED, JobState.CANCELLED)) {
      rules.put(
          "the counter of " + state.text() + " jobs is %s",
          "SELECT "
              + state.text()
              + " FROM queue WHERE "
              + state.text()
              + "<>(SELECT count(*) FROM job WHERE state="
              + StateCode.of(state)
              + ")");
    }
    return rules;
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
