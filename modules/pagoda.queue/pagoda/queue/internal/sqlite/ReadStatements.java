package pagoda.queue.internal.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.JobState;
import pagoda.queue.store.Added;
import pagoda.queue.store.Claimed;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Question;

/** The questions a reader can ask about one job. Confined to one reader. */
public final class ReadStatements {
  /** The job of a key; the digest comes behind the job's columns. */
  static final String FIND_KEY =
      "SELECT "
          + Rows.COLUMNS
          + ",digest,key.job FROM key LEFT JOIN job ON job.id=key.job WHERE key=?";

  /** The jobs of each type that wait, each type counted up to a limit. */
  private static final String WAITING =
      "SELECT type,sum(jobs) FROM (SELECT type.id AS type,(SELECT count(*) FROM (SELECT 1 FROM job"
          + " WHERE job.state=0 AND job.type=type.id LIMIT ?)) AS jobs FROM type"
          + " UNION ALL SELECT type,count(*) FROM (SELECT type FROM job WHERE state=1 LIMIT ?)"
          + " GROUP BY type) GROUP BY type HAVING sum(jobs)>0";

  private final Connection connection;
  private final Sql job;
  private final Sql bytes;
  private final Sql attempts;
  private final Sql findKey;
  private final Sql work;
  private final Sql waiting;

  ReadStatements(Connection connection) throws SQLException {
    this.connection = connection;
    job = new Sql(connection, "SELECT " + Rows.COLUMNS + " FROM job WHERE id=?");
    bytes =
        new Sql(
            connection,
            "SELECT coalesce(job.payload,body.payload),result,result_type FROM job"
                + " LEFT JOIN body ON body.id=job.id WHERE job.id=?");
    attempts =
        new Sql(
            connection,
            "SELECT number,claim,started_at,finished_at,error,trace,worker,exit_status,peak_memory,"
                + "cpu_nanos FROM attempt WHERE job=? ORDER BY claim");
    findKey = new Sql(connection, FIND_KEY);
    work =
        new Sql(
            connection, "SELECT " + Rows.COLUMNS + JobStatements.PAYLOAD + " FROM job WHERE id=?");
    waiting = new Sql(connection, WAITING);
  }

  /** What they ask. */
  public Connection connection() {
    return connection;
  }

  /** One job. */
  public Optional<JobRow> job(long row) throws SQLException {
    try (ResultSet rows = job.set(row).query()) {
      return rows.next() ? Optional.of(Rows.read(rows)) : Optional.empty();
    }
  }

  /** What a claim of a job got. */
  public Optional<Claimed> work(long row) throws SQLException {
    try (ResultSet rows = work.set(row).query()) {
      return rows.next()
          ? Optional.of(Rows.claimed(rows, Rows.read(rows), 0, Optional.empty()))
          : Optional.empty();
    }
  }

  /** How many jobs of each type wait, as far as they are counted. */
  public Map<Integer, Long> waiting(int most) throws SQLException {
    Map<Integer, Long> byType = new HashMap<>();
    try (ResultSet rows = waiting.set(most).set(most).query()) {
      while (rows.next()) {
        byType.put(rows.getInt(1), rows.getLong(2));
      }
    }
    return byType;
  }

  /** What an idempotency key made. */
  public Optional<Added> ofKey(Bytes key) throws SQLException {
    return earlier(findKey, key);
  }

  /** What an earlier request with the same key came to. */
  public static Optional<Added> earlier(Sql findKey, Bytes key) throws SQLException {
    try (ResultSet rows = findKey.set(key.toArray()).query()) {
      if (!rows.next()) {
        return Optional.empty();
      }
      long job = rows.getLong(Rows.WIDTH + 2);
      boolean gone = rows.getLong(1) != job;
      return Optional.of(
          gone
              ? new Added.Gone(job)
              : new Added.Earlier(Rows.read(rows), Bytes.of(rows.getBytes(Rows.WIDTH + 1))));
    }
  }

  /** One job with all that belongs to it. */
  public Optional<Question.Details> detail(long row) throws SQLException {
    Optional<JobRow> found = job(row);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<Attempt> past = attempts(row);
    try (ResultSet rows = bytes.set(row).query()) {
      rows.next();
      byte[] result = rows.getBytes(2);
      boolean completed = found.get().state() == JobState.COMPLETED;
      Optional<Bytes> value =
          result == null
              ? Optional.of(Bytes.EMPTY).filter(empty -> completed)
              : Optional.of(Bytes.of(result));
      byte[] payload = rows.getBytes(1);
      Bytes given = payload == null ? Bytes.EMPTY : Bytes.of(payload);
      return Optional.of(
          new Question.Details(
              found.get(), given, value, Optional.ofNullable(rows.getString(3)), past));
    }
  }

  private List<Attempt> attempts(long row) throws SQLException {
    List<Attempt> past = new ArrayList<>();
    try (ResultSet rows = attempts.set(row).query()) {
      while (rows.next()) {
        past.add(
            new Attempt(
                rows.getInt(1),
                rows.getLong(2),
                Instant.ofEpochMilli(rows.getLong(3)),
                Instant.ofEpochMilli(rows.getLong(4)),
                Optional.ofNullable(rows.getString(5)),
                Optional.ofNullable(rows.getString(6)),
                Optional.ofNullable(rows.getString(7)),
                usage(rows)));
      }
    }
    return past;
  }

  private static Attempt.Usage usage(ResultSet rows) throws SQLException {
    OptionalLong status = number(rows, 8);
    OptionalLong cpu = number(rows, 10);
    return new Attempt.Usage(
        status.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) status.getAsLong()),
        number(rows, 9),
        cpu.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos(cpu.getAsLong())));
  }

  private static OptionalLong number(ResultSet rows, int column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
