package pagoda.queue.internal.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.store.Claimed;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Marks;
import pagoda.queue.store.Offers;
import pagoda.queue.store.Standing;
import pagoda.queue.store.Submitted;

/** Reads jobs out of results. */
public final class Rows {
  private static final int ENVELOPE = 1;
  private static final int MARKS = 2;

  /**
   * What {@link #read} expects of a query on {@code job}. One number tells which of the columns
   * behind it hold anything: most jobs have neither envelope nor marks, and each column that is
   * asked for costs a call into SQLite.
   */
  public static final String COLUMNS =
      "id,type,lane,priority,place,state,attempt,max_attempts,claims,run_at,created_at,started_at,"
          + "finished_at,progress,"
          + "(SELECT error FROM attempt WHERE job=job.id AND error IS NOT NULL"
          + " ORDER BY claim DESC LIMIT 1),"
          + "(content_type IS NOT NULL OR labels IS NOT NULL OR traceparent IS NOT NULL"
          + " OR reply_to IS NOT NULL OR correlation_id IS NOT NULL)*"
          + ENVELOPE
          + "+(worker IS NOT NULL OR snoozes>0 OR suspect>0 OR expires_at IS NOT NULL)*"
          + MARKS
          + ",content_type,labels,traceparent,reply_to,correlation_id,"
          + "worker,snoozes,snoozed_since,suspect,expires_at";

  /** The number of {@link #COLUMNS}. */
  public static final int WIDTH = 26;

  private static final String BETWEEN_LABELS = "\n"; // which no label holds

  private Rows() {}

  /** The job of the row at which a result stands. */
  public static JobRow read(ResultSet rows) throws SQLException {
    int filled = rows.getInt(16);
    Submitted submitted =
        new Submitted(
            rows.getLong(1),
            rows.getInt(2),
            rows.getInt(3),
            rows.getInt(4),
            rows.getInt(8),
            rows.getLong(11),
            (filled & ENVELOPE) == 0 ? Job.Envelope.EMPTY : envelope(rows));
    Standing standing =
        new Standing(
            StateCode.state(rows.getInt(6)),
            rows.getLong(5),
            rows.getInt(7),
            rows.getLong(9),
            rows.getLong(10),
            rows.getLong(12),
            rows.getLong(13),
            rows.getDouble(14),
            text(rows, 15),
            (filled & MARKS) == 0 ? Marks.NONE : marks(rows));
    return new JobRow(submitted, standing);
  }

  /** A claimed job, whose payload and checkpoint stand behind the columns. */
  public static Claimed claimed(
      ResultSet rows, JobRow row, long since, Optional<Offers.Offer> offer) throws SQLException {
    Bytes payload = Bytes.of(rows.getBytes(WIDTH + 1));
    Optional<Bytes> checkpoint = Optional.ofNullable(rows.getBytes(WIDTH + 2)).map(Bytes::of);
    return new Claimed(row, payload, checkpoint, since, offer);
  }

  private static Job.Envelope envelope(ResultSet rows) throws SQLException {
    return new Job.Envelope(
        text(rows, 17), labels(text(rows, 18)), text(rows, 19), text(rows, 20), text(rows, 21));
  }

  private static Marks marks(ResultSet rows) throws SQLException {
    return new Marks(
        text(rows, 22), rows.getInt(23), rows.getLong(24), rows.getLong(25), rows.getLong(26));
  }

  private static Optional<String> text(ResultSet rows, int column) throws SQLException {
    return Optional.ofNullable(rows.getString(column));
  }

  /** Labels as the file holds them. */
  public static Optional<String> joined(List<String> labels) {
    return labels.isEmpty() ? Optional.empty() : Optional.of(String.join(BETWEEN_LABELS, labels));
  }

  /** What {@link #joined} joined. */
  public static List<String> labels(Optional<String> joined) {
    return joined.map(text -> List.of(text.split(BETWEEN_LABELS))).orElse(List.of());
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
