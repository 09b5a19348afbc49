package pagoda.queue.internal.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Every statement the writer uses, prepared once. Confined to the writer.
 *
 * <p>States are literals, or SQLite would not use the partial indexes. The states 0 to 5 are the
 * numbers of {@link StateCode}.
 */
public final class JobStatements implements AutoCloseable {
  /** The largest payload kept in the job's own row, in bytes. */
  public static final int INLINE = 1024;

  /** The most pending jobs of one type and priority that memory holds. */
  public static final int WINDOW = 1024;

  private static final String FENCE = " WHERE id=? AND state=2 AND claims=? AND boot=?";
  static final String PAYLOAD =
      ",coalesce(payload,(SELECT b.payload FROM body b WHERE b.id=job.id))"
          + ",(SELECT data FROM checkpoint c WHERE c.id=job.id)";

  private final Connection connection;
  private final List<Sql> prepared = new ArrayList<>();

  public final Sql insert =
      sql(
          "INSERT INTO job(id,type,lane,priority,state,place,attempt,max_attempts,claims,run_at,"
              + "created_at,payload) VALUES(?,?,?,?,?,?,0,?,0,?,?,?)");
  public final Sql insertBody = sql("INSERT INTO body(id,payload) VALUES(?,?)");
  public final Sql insertWithEnvelope =
      sql(
          "INSERT INTO job(id,type,lane,priority,state,place,attempt,max_attempts,claims,run_at,"
              + "created_at,payload,content_type,labels,traceparent,reply_to,correlation_id)"
              + " VALUES(?,?,?,?,?,?,0,?,0,?,?,?,?,?,?,?,?)");
  public final Sql insertLabel = sql("INSERT INTO label(text,job) VALUES(?,?)");
  public final Sql insertKey = sql("INSERT INTO key(key,digest,job,until) VALUES(?,?,?,?)");
  public final Sql findKey = sql(ReadStatements.FIND_KEY);
  public final Sql select = sql("SELECT " + Rows.COLUMNS + " FROM job WHERE id=?");
  public final Sql selectForClaim =
      sql("SELECT " + Rows.COLUMNS + PAYLOAD + " FROM job WHERE id=?");
  public final Sql claim =
      sql(
          "UPDATE job SET state=2,attempt=attempt+1,claims=claims+1,started_at=?,boot=?,worker=?"
              + " WHERE id=? AND state=0");
  public final Sql complete =
      sql(
          "UPDATE job SET state=3,suspect=0,finished_at=?,expires_at=?,progress=1,result_type=?"
              + FENCE);
  public final Sql completeLate =
      sql(
          "UPDATE job SET state=3,suspect=0,finished_at=?,expires_at=?,progress=1,result_type=?"
              + " WHERE id=? AND claims=? AND state IN(0,1)");
  public final Sql nameType =
      sql(
          "INSERT INTO type(name,lane,source) VALUES(?,?,?)"
              + " ON CONFLICT(name) DO UPDATE SET source=excluded.source");
  public final Sql typesOfSource = sql("SELECT count(*) FROM type WHERE source=?");
  public final Sql typeNumber = sql("SELECT coalesce(max(id),0) FROM type WHERE name=?");
  public final Sql fail =
      sql("UPDATE job SET state=4,suspect=0,finished_at=?,expires_at=?,progress=?" + FENCE);
  public final Sql schedule =
      sql(
          "UPDATE job SET state=1,suspect=0,run_at=?,progress=?,snoozes=0,snoozed_since=NULL"
              + FENCE);
  public final Sql putOff =
      sql(
          "UPDATE job SET state=1,suspect=0,attempt=attempt-1,run_at=?,progress=?,snoozes=?,"
              + "snoozed_since=?"
              + FENCE);
  public final Sql giveBack =
      sql("UPDATE job SET state=0,suspect=suspect*?,attempt=attempt-1,progress=?" + FENCE);
  public final Sql suspects =
      sql("SELECT " + Rows.COLUMNS + " FROM job WHERE suspect>0 AND state IN(0,2)");
  public final Sql clear = sql("UPDATE job SET suspect=0 WHERE id=?");
  public final Sql progress = sql("UPDATE job SET progress=?" + FENCE);
  public final Sql saveResult =
      sql(
          "INSERT INTO body(id,result) VALUES(?,?)"
              + " ON CONFLICT(id) DO UPDATE SET result=excluded.result");
  public final Sql saveCheckpoint = sql("INSERT OR REPLACE INTO checkpoint(id,data) VALUES(?,?)");
  public final Sql dropCheckpoint = sql("DELETE FROM checkpoint WHERE id=?");
  public final Sql pastAttempt =
      sql(
          "INSERT INTO attempt(job,claim,number,started_at,finished_at,error,trace,worker,"
              + "exit_status,peak_memory,cpu_nanos) VALUES(?,?,?,?,?,?,?,?,?,?,?)");
  public final Sql cancel =
      sql(
          "UPDATE job SET state=5,finished_at=?,expires_at=?,suspect=0 WHERE id=? AND state"
              + " IN(0,1,2)");
  public final Sql requeue =
      sql(
          "UPDATE job SET state=0,lane=?,place=?,run_at=?,max_attempts=?,snoozes=?,"
              + "snoozed_since=?,finished_at=NULL,expires_at=NULL"
              + " WHERE id=? AND state IN(1,4,5)");
  public final Sql due =
      sql(
          "SELECT "
              + Rows.COLUMNS
              + " FROM job WHERE state=1 AND run_at<=? ORDER BY run_at,id LIMIT 500");
  public final Sql nextDue = sql("SELECT min(run_at) FROM job WHERE state=1");
  public final Sql shiftRetries =
      sql("UPDATE job SET run_at=run_at+? WHERE state=1 AND started_at IS NOT NULL");
  public final Sql refill =
      sql(
          "SELECT id,place,run_at FROM job WHERE state=0 AND type=? AND priority=?"
              + " ORDER BY place LIMIT "
              + WINDOW);
  public final Sql expired =
      sql(
          "SELECT id,state,labels FROM job"
              + " WHERE state>=3 AND expires_at IS NULL AND finished_at<?"
              + " ORDER BY finished_at LIMIT 500");
  public final Sql expiredOwn =
      sql(
          "SELECT id,state,labels FROM job WHERE expires_at IS NOT NULL AND expires_at<?"
              + " ORDER BY expires_at LIMIT 500");
  public final Sql nextExpiry = sql("SELECT min(expires_at) FROM job WHERE expires_at IS NOT NULL");
  public final Sql place =
      sql("UPDATE job SET priority=?,state=?,place=?,run_at=? WHERE id=? AND state IN(0,1)");
  public final Sql oldestFinished =
      sql("SELECT min(finished_at) FROM job WHERE state>=3 AND expires_at IS NULL");
  public final Sql[] prune = {
    sql("DELETE FROM job WHERE id=?"),
    sql("DELETE FROM body WHERE id=?"),
    sql("DELETE FROM attempt WHERE job=?"),
    sql("DELETE FROM checkpoint WHERE id=?"),
    sql("UPDATE key SET gone=1 WHERE job=?")
  };
  public final Sql dropKeys =
      sql(
          "DELETE FROM key WHERE key IN"
              + "(SELECT key FROM key WHERE gone=1 AND until<? ORDER BY until LIMIT 500)");
  public final Sql dropLabel = sql("DELETE FROM label WHERE text=? AND job=?");
  public final Sql counters =
      sql(
          "UPDATE queue SET sequence=max(sequence,?),completed=completed+?,failed=failed+?,"
              + "cancelled=cancelled+?,retrying=retrying+?");
  public final Sql pause = sql("UPDATE queue SET paused=?");

  /** Sets what the statements need before they are made, as fields of this class. */
  JobStatements(Connection connection) throws SQLException {
    this.connection = connection;
    super();
  }

  /** Where they are carried out, for statements that are seldom needed. */
  public Connection connection() {
    return connection;
  }

  private Sql sql(String text) throws SQLException {
    Sql statement = new Sql(connection, text);
    prepared.add(statement);
    return statement;
  }

  @Override
  public void close() throws SQLException {
    for (Sql statement : prepared) {
      statement.close();
    }
  }
}
