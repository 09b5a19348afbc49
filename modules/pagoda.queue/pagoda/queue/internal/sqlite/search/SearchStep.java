package pagoda.queue.internal.sqlite.search;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import pagoda.queue.JobPage;
import pagoda.queue.JobState;
import pagoda.queue.internal.search.Beginnings;
import pagoda.queue.internal.sqlite.Rows;
import pagoda.queue.internal.sqlite.Sql;
import pagoda.queue.store.Found;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Question;

/**
 * One step of a search: the newest rows of a source, so many and so many bytes of payload at most.
 */
public final class SearchStep {
  /** The most bytes of large payloads that a step reads: SQLite reads them whole. */
  private static final long MOST_BYTES = 32L << 20;

  /** How long a step gives out what it found. */
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private final Question.Search search;
  private final Source source;
  private final Conditions conditions;
  private final LongSupplier nanos;

  /**
   * Describes a step.
   *
   * @param counts how many jobs there are of a state, roughly
   * @param nanos the monotonic time
   */
  public SearchStep(Question.Search search, ToLongFunction<JobState> counts, LongSupplier nanos) {
    this.search = search;
    this.source = Source.of(search.match(), counts);
    this.conditions = new Conditions(search.match());
    this.nanos = nanos;
  }

  /** Looks, within one transaction. */
  public Found read(Connection connection) throws SQLException {
    long from = from(connection);
    List<Found.Entry> entries = new ArrayList<>();
    long end = entries(connection, from, entries);
    OptionalLong next = end == 0 ? OptionalLong.empty() : OptionalLong.of(end);
    String looked = "SELECT count(*) FROM (" + source.rows(end, search.before()) + ")";
    return new Found(entries, next, number(connection, looked));
  }

  /** The last row to look at; 0 when there are no more. */
  private long from(Connection connection) throws SQLException {
    int rows = search.rows();
    long from = last(connection, rows);
    while (rows > 1 && !search.match().words().isEmpty() && large(connection, from) > MOST_BYTES) {
      rows /= 4;
      from = last(connection, rows);
    }
    return from;
  }

  private long last(Connection connection, int rows) throws SQLException {
    String all = "SELECT id FROM (" + source.rows(1, search.before()) + ")";
    return number(connection, all + " ORDER BY id DESC LIMIT 1 OFFSET " + (rows - 1));
  }

  private long large(Connection connection, long from) throws SQLException {
    String sizes = "SELECT sum(length(payload)) FROM body WHERE ";
    return number(connection, sizes + source.has(from, search.before()));
  }

  private long number(Connection connection, String query) throws SQLException {
    try (Sql sql = new Sql(connection, query)) {
      return set(sql, source.texts()).number();
    }
  }

  private static Sql set(Sql sql, List<String> texts) throws SQLException {
    for (String text : texts) {
      sql.set(text);
    }
    return sql;
  }

  /**
   * Adds what matches, and tells the last row that was looked at; 0 when it was the last of all.
   */
  private long entries(Connection connection, long from, List<Found.Entry> entries)
      throws SQLException {
    long end = nanos.getAsLong() + NANOS;
    try (Sql sql = new Sql(connection, query(from))) {
      conditions.set(set(sql, source.texts()));
      try (ResultSet rows = sql.query()) {
        while (rows.next()) {
          JobRow row = Rows.read(rows);
          entry(row, rows.getBytes(Rows.WIDTH + 1)).ifPresent(entries::add);
          if (entries.size() == search.limit() || nanos.getAsLong() > end) {
            return row.row();
          }
        }
      }
    }
    return from;
  }

  private String query(long from) {
    int bytes = search.match().words().isEmpty() ? JobPage.BEGINNING : Beginnings.PAYLOAD;
    return "SELECT "
        + Rows.COLUMNS
        + ",substr(coalesce(payload,(SELECT b.payload FROM body b WHERE b.id=job.id)),1,"
        + bytes
        + ") FROM job WHERE "
        + source.has(from, search.before())
        + conditions.sql()
        + " ORDER BY id DESC";
  }

  private Optional<Found.Entry> entry(JobRow row, byte[] payload) {
    byte[] bytes = payload == null ? new byte[0] : payload;
    return words(bytes) && errors(row, search.match().errors())
        ? Optional.of(new Found.Entry(row, Beginnings.text(bytes, JobPage.BEGINNING)))
        : Optional.empty();
  }

  private boolean words(byte[] payload) {
    List<String> words = search.match().words();
    return words.isEmpty()
        || Beginnings.text(payload, Beginnings.PAYLOAD)
            .filter(text -> Beginnings.contains(text, words))
            .isPresent();
  }

  /** Whether the latest error has these texts. */
  static boolean errors(JobRow row, List<String> errors) {
    return errors.isEmpty()
        || row.lastError()
            .filter(error -> Beginnings.contains(Beginnings.error(error), errors))
            .isPresent();
  }
}
