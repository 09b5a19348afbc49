package pagoda.queue.internal.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobDetail;
import pagoda.queue.internal.job.JobIds;
import pagoda.queue.internal.job.JobRow;
import pagoda.queue.internal.job.JobTypes;

/** The questions a reader can ask about one job. Confined to one reader. */
public final class ReadStatements {
  private final Connection connection;
  private final JobIds ids;
  private final JobTypes types;
  private final Sql job;
  private final Sql bytes;
  private final Sql attempts;
  private final Sql findKey;

  ReadStatements(Connection connection, JobIds ids, JobTypes types) throws SQLException {
    this.connection = connection;
    this.ids = ids;
    this.types = types;
    job = new Sql(connection, "SELECT " + JobRow.COLUMNS + " FROM job WHERE id=?");
    bytes =
        new Sql(
            connection,
            "SELECT coalesce(job.payload,body.payload),result FROM job"
                + " LEFT JOIN body ON body.id=job.id WHERE job.id=?");
    attempts =
        new Sql(
            connection,
            "SELECT number,started_at,finished_at,error FROM past_attempt WHERE job=?"
                + " ORDER BY number");
    findKey =
        new Sql(connection, "SELECT " + JobRow.COLUMNS + ",digest FROM job WHERE idempotency=?");
  }

  Connection connection() {
    return connection;
  }

  public Sql findKey() {
    return findKey;
  }

  public Optional<Job> job(long row) throws SQLException {
    try (ResultSet rows = job.set(row).query()) {
      return rows.next() ? Optional.of(JobRow.read(rows, types).job(ids)) : Optional.empty();
    }
  }

  public Optional<JobDetail> detail(long row) throws SQLException {
    Optional<Job> found = job(row);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<Attempt> past = attempts(row);
    try (ResultSet rows = bytes.set(row).query()) {
      rows.next();
      byte[] result = rows.getBytes(2);
      boolean completed = found.get().state() == pagoda.queue.JobState.COMPLETED;
      Optional<Bytes> value =
          result == null
              ? Optional.of(Bytes.EMPTY).filter(empty -> completed)
              : Optional.of(Bytes.of(result));
      byte[] payload = rows.getBytes(1);
      return Optional.of(
          new JobDetail(
              found.get(), payload == null ? Bytes.EMPTY : Bytes.of(payload), value, past));
    }
  }

  private List<Attempt> attempts(long row) throws SQLException {
    List<Attempt> past = new ArrayList<>();
    try (ResultSet rows = attempts.set(row).query()) {
      while (rows.next()) {
        past.add(
            new Attempt(
                rows.getInt(1),
                java.time.Instant.ofEpochMilli(rows.getLong(2)),
                java.time.Instant.ofEpochMilli(rows.getLong(3)),
                rows.getString(4)));
      }
    }
    return past;
  }
}
