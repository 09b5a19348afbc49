package pagoda.queue.internal.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagoda.queue.store.JobRow;

/** Reads jobs out of results. */
public final class Rows {
  /** What {@link #read} expects of a query on {@code job}. */
  public static final String COLUMNS =
      "id,type,lane,priority,place,state,attempt,max_attempts,run_at,created_at,started_at,"
          + "finished_at,progress,"
          + "(SELECT error FROM past_attempt WHERE job=job.id ORDER BY number DESC LIMIT 1)";

  /** The number of {@link #COLUMNS}. */
  public static final int WIDTH = 14;

  private Rows() {}

  /** The job of the row at which a result stands. */
  public static JobRow read(ResultSet rows) throws SQLException {
    return new JobRow(
        rows.getLong(1),
        rows.getInt(2),
        rows.getInt(3),
        rows.getInt(4),
        rows.getLong(5),
        StateCode.state(rows.getInt(6)),
        rows.getInt(7),
        rows.getInt(8),
        rows.getLong(9),
        rows.getLong(10),
        rows.getLong(11),
        rows.getLong(12),
        rows.getDouble(13),
        Optional.ofNullable(rows.getString(14)));
  }

  /** All jobs of a result. */
  public static List<JobRow> all(ResultSet rows) throws SQLException {
    List<JobRow> found = new ArrayList<>();
    while (rows.next()) {
      found.add(read(rows));
    }
    return found;
  }
}
