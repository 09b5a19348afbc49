package pagoda.queue.internal.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import pagoda.queue.JobState;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Question;

/**
 * One page of jobs, newest first.
 *
 * <p>When the asked-for states are rare, their partial indexes find the rows at once. Else rows are
 * looked at from the newest on, at most {@value #SCAN} for a page.
 */
public final class PageQuery {
  /** The most rows looked at for a page. */
  static final int SCAN = 20_000;

  /** States whose jobs are few enough to be sorted for each page. */
  private static final int RARE = 10_000;

  private static final Set<JobState> INDEXED = EnumSet.complementOf(EnumSet.of(JobState.COMPLETED));

  private final Question.Page page;
  private final ToLongFunction<JobState> counts;

  /**
   * Asks for a page.
   *
   * @param counts how many jobs there are of a state, roughly
   */
  public PageQuery(Question.Page page, ToLongFunction<JobState> counts) {
    this.page = page;
    this.counts = counts;
  }

  /** Reads the page. */
  public Question.Rows read(ReadStatements sql) throws SQLException {
    String conditions = page.type().isPresent() ? " AND type=" + page.type().getAsInt() : "";
    return rare()
        ? rarePage(sql.connection(), page.before(), conditions)
        : scannedPage(sql.connection(), page.before(), conditions);
  }

  private boolean rare() {
    return !page.states().isEmpty()
        && INDEXED.containsAll(page.states())
        && page.states().stream().mapToLong(counts).sum() <= RARE;
  }

  /** Each state on its own, so that each uses its own partial index. */
  private Question.Rows rarePage(Connection connection, long before, String conditions)
      throws SQLException {
    String rows =
        page.states().stream()
            .map(each -> rareRows(each) + " AND id<" + before + conditions)
            .collect(Collectors.joining(" UNION ALL "));
    String query =
        "SELECT "
            + Rows.COLUMNS
            + " FROM job WHERE id IN("
            + rows
            + ") ORDER BY id DESC LIMIT "
            + (page.limit() + 1);
    List<JobRow> found = rows(connection, query);
    boolean more = found.size() > page.limit();
    List<JobRow> kept = more ? found.subList(0, page.limit()) : found;
    return new Question.Rows(
        kept, more ? OptionalLong.of(kept.getLast().row()) : OptionalLong.empty());
  }

  /** The index must be named, since SQLite can not know that it is short. */
  private static String rareRows(JobState state) {
    String index =
        switch (state) {
          case PENDING -> "job_ready";
          case SCHEDULED -> "job_due";
          case PROCESSING -> "job_live";
          case FAILED -> "job_failed";
          case CANCELLED -> "job_cancelled";
          case COMPLETED -> throw new IllegalArgumentException("completed jobs are not rare");
        };
    return "SELECT id FROM job INDEXED BY " + index + " WHERE state=" + StateCode.of(state);
  }

  private Question.Rows scannedPage(Connection connection, long before, String conditions)
      throws SQLException {
    String window = "SELECT id FROM job WHERE id<" + before + " ORDER BY id DESC LIMIT 1 OFFSET ";
    long last = Database.number(connection, window + (SCAN - 1)); // 0 when there are fewer rows
    String states =
        page.states().isEmpty()
            ? ""
            : page.states().stream()
                .map(s -> String.valueOf(StateCode.of(s)))
                .collect(Collectors.joining(",", " AND +state IN(", ")"));
    String query =
        "SELECT "
            + Rows.COLUMNS
            + " FROM job WHERE id<"
            + before
            + " AND id>="
            + last
            + states
            + conditions
            + " ORDER BY id DESC LIMIT "
            + page.limit();
    List<JobRow> found = rows(connection, query);
    if (found.size() == page.limit()) {
      return new Question.Rows(found, OptionalLong.of(found.getLast().row()));
    }
    return new Question.Rows(found, last == 0 ? OptionalLong.empty() : OptionalLong.of(last));
  }

  private static List<JobRow> rows(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return Rows.all(rows);
    }
  }
}
