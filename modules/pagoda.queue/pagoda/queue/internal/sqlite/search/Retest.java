package pagoda.queue.internal.sqlite.search;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import pagoda.queue.internal.sqlite.Rows;
import pagoda.queue.internal.sqlite.Sql;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Match;

/** Tests jobs again that were found before. */
public final class Retest {
  private Retest() {}

  /**
   * Those of the rows that match still, in their order. Words are not looked for, since a payload
   * never changes, and to read many takes long.
   */
  public static List<Long> matching(Connection connection, Match match, List<Long> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return List.of();
    }
    Conditions conditions = new Conditions(match.withoutWords());
    String ids = rows.stream().map(String::valueOf).collect(Collectors.joining(","));
    String query =
        "SELECT " + Rows.COLUMNS + " FROM job WHERE id IN(" + ids + ")" + conditions.sql();
    Set<Long> found = new HashSet<>();
    try (Sql sql = new Sql(connection, query)) {
      conditions.set(sql);
      try (ResultSet jobs = sql.query()) {
        while (jobs.next()) {
          JobRow row = Rows.read(jobs);
          if (SearchStep.errors(row, match.errors())) {
            found.add(row.row());
          }
        }
      }
    }
    List<Long> matching = new ArrayList<>(rows);
    matching.retainAll(found);
    return matching;
  }
}
