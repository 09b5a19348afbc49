package pagoda.queue.internal.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import pagoda.queue.Job;
import pagoda.queue.JobFilter;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobPage;
import pagoda.queue.JobState;
import pagoda.queue.internal.job.JobRow;
import pagoda.queue.internal.job.JobType;
import pagoda.queue.internal.job.StateCode;

/**
 * One page of jobs, newest first.
 *
 * <p>When the asked-for states are rare, their partial indexes find the rows at once. Else rows are
 * looked at from the newest on, at most {@value #SCAN} for a page.
 */
public final class JobList {
  /** The most rows looked at for a page. */
  static final int SCAN = 20_000;

  /** States whose jobs are few enough to be sorted for each page. */
  private static final int RARE = 10_000;

  private static final Set<JobState> INDEXED = EnumSet.complementOf(EnumSet.of(JobState.COMPLETED));

  private final FileState state;
  private final JobFilter filter;

  public JobList(FileState state, JobFilter filter) {
    this.state = state;
    this.filter = filter;
  }

  public JobPage read(ReadStatements sql) throws SQLException {
    long before = before();
    Optional<Integer> type =
        filter.type().map(name -> state.types().find(name).map(JobType::id).orElse(-1));
    String conditions = type.map(id -> " AND type=" + id).orElse("");
    return rare()
        ? rarePage(sql.connection(), before, conditions)
        : scannedPage(sql.connection(), before, conditions);
  }

  private long before() {
    if (filter.before().isEmpty()) {
      return Long.MAX_VALUE;
    }
    UUID id = filter.before().get();
    OptionalLong row = state.ids().row(id);
    return row.orElseThrow(() -> new JobNotFoundException(id));
  }

  private boolean rare() {
    return !filter.states().isEmpty()
        && INDEXED.containsAll(filter.states())
        && filter.states().stream().mapToLong(state.counts()::count).sum() <= RARE;
  }

  /** Each state on its own, so that each uses its own partial index. */
  private JobPage rarePage(Connection connection, long before, String conditions)
      throws SQLException {
    String rows =
        filter.states().stream()
            .map(each -> rareRows(each) + " AND id<" + before + conditions)
            .collect(Collectors.joining(" UNION ALL "));
    String query =
        "SELECT "
            + JobRow.COLUMNS
            + " FROM job WHERE id IN("
            + rows
            + ") ORDER BY id DESC LIMIT "
            + (filter.limit() + 1);
    List<JobRow> found = rows(connection, query);
    boolean more = found.size() > filter.limit();
    List<JobRow> page = more ? found.subList(0, filter.limit()) : found;
    return page(page, more ? OptionalLong.of(page.getLast().row()) : OptionalLong.empty());
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

  private JobPage scannedPage(Connection connection, long before, String conditions)
      throws SQLException {
    String window = "SELECT id FROM job WHERE id<" + before + " ORDER BY id DESC LIMIT 1 OFFSET ";
    long last = Database.number(connection, window + (SCAN - 1)); // 0 when there are fewer rows
    String states =
        filter.states().isEmpty()
            ? ""
            : filter.states().stream()
                .map(s -> String.valueOf(StateCode.of(s)))
                .collect(Collectors.joining(",", " AND +state IN(", ")"));
    String query =
        "SELECT "
            + JobRow.COLUMNS
            + " FROM job WHERE id<"
            + before
            + " AND id>="
            + last
            + states
            + conditions
            + " ORDER BY id DESC LIMIT "
            + filter.limit();
    List<JobRow> found = rows(connection, query);
    if (found.size() == filter.limit()) {
      return page(found, OptionalLong.of(found.getLast().row()));
    }
    return page(found, last == 0 ? OptionalLong.empty() : OptionalLong.of(last));
  }

  private List<JobRow> rows(Connection connection, String query) throws SQLException {
    List<JobRow> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(JobRow.read(rows, state.types()));
      }
    }
    return found;
  }

  private JobPage page(List<JobRow> rows, OptionalLong next) {
    List<Job> jobs = rows.stream().map(row -> row.job(state.ids())).toList();
    return new JobPage(
        jobs,
        next.isPresent() ? Optional.of(state.ids().uuid(next.getAsLong())) : Optional.empty());
  }
}
