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

  /** The most pending jobs of one lane and priority that memory holds. */
  public static final int WINDOW = 1024;

  private static final String FENCE = " WHERE id=? AND state=2 AND claims=? AND boot=?";
  private static final String PAYLOAD =
      ",coalesce(payload,(SELECT b.payload FROM body b WHERE b.id=job.id))"
          + ",(SELECT data FROM checkpoint c WHERE c.id=job.id)";

  private final Connection connection;
  private final List<Sql> prepared = new ArrayList<>();

  public final Sql insert;
  public final Sql insertBody;
  public final Sql insertWithEnvelope;
  public final Sql insertLabel;
  public final Sql insertKey;
  public final Sql findKey;
  public final Sql select;
  public final Sql selectForClaim;
  public final Sql claim;
  public final Sql complete;
  public final Sql fail;
  public final Sql schedule;
  public final Sql putOff;
  public final Sql giveBack;
  public final Sql suspects;
  public final Sql clear;
  public final Sql progress;
  public final Sql saveResult;
  public final Sql saveCheckpoint;
  public final Sql dropCheckpoint;
  public final Sql pastAttempt;
  public final Sql cancel;
  public final Sql requeue;
  public final Sql due;
  public final Sql nextDue;
  public final Sql shiftRetries;
  public final Sql refill;
  public final Sql expired;
  public final Sql expiredOwn;
  public final Sql nextExpiry;
  public final Sql place;
  public final Sql oldestFinished;
  public final Sql[] prune;
  public final Sql dropKeys;
  public final Sql dropLabel;
  public final Sql counters;
  public final Sql pause;

  JobStatements(Connection connection) throws SQLException {
    this.connection = connection;
    insert =
        sql(
            "INSERT INTO job(id,type,lane,priority,state,place,attempt,max_attempts,claims,run_at,"
                + "created_at,payload) VALUES(?,?,?,?,?,?,0,?,0,?,?,?)");
    insertWithEnvelope =
        sql(
            "INSERT INTO job(id,type,lane,priority,state,place,attempt,max_attempts,claims,run_at,"
                + "created_at,payload,content_type,labels,traceparent,reply_to,correlation_id)"
                + " VALUES(?,?,?,?,?,?,0,?,0,?,?,?,?,?,?,?,?)");
    insertLabel = sql("INSERT INTO label(text,job) VALUES(?,?)");
    insertKey = sql("INSERT INTO key(key,digest,job,until) VALUES(?,?,?,?)");
    insertBody = sql("INSERT INTO body(id,payload) VALUES(?,?)");
    findKey = sql(ReadStatements.FIND_KEY);
    select = sql("SELECT " + Rows.COLUMNS + " FROM job WHERE id=?");
    selectForClaim = sql("SELECT " + Rows.COLUMNS + PAYLOAD + " FROM job WHERE id=?");
    claim =
        sql(
            "UPDATE job SET state=2,attempt=attempt+1,claims=claims+1,started_at=?,boot=?"
                + " WHERE id=? AND state=0");
    complete =
        sql(
            "UPDATE job SET state=3,suspect=0,finished_at=?,expires_at=?,progress=1,result_type=?"
                + FENCE);
    fail = sql("UPDATE job SET state=4,suspect=0,finished_at=?,expires_at=?,progress=?" + FENCE);
    schedule =
        sql(
            "UPDATE job SET state=1,suspect=0,run_at=?,progress=?,snoozes=0,snoozed_since=NULL"
                + FENCE);
    putOff =
        sql(
            "UPDATE job SET state=1,suspect=0,attempt=attempt-1,run_at=?,progress=?,snoozes=?,"
                + "snoozed_since=?"
                + FENCE);
    giveBack = sql("UPDATE job SET state=0,suspect=suspect*?,attempt=attempt-1,progress=?" + FENCE);
    suspects = sql("SELECT " + Rows.COLUMNS + " FROM job WHERE suspect>0 AND state IN(0,2)");
    clear = sql("UPDATE job SET suspect=0 WHERE id=?");
    progress = sql("UPDATE job SET progress=?" + FENCE);
    saveResult =
        sql(
            "INSERT INTO body(id,result) VALUES(?,?)"
                + " ON CONFLICT(id) DO UPDATE SET result=excluded.result");
    saveCheckpoint = sql("INSERT OR REPLACE INTO checkpoint(id,data) VALUES(?,?)");
    dropCheckpoint = sql("DELETE FROM checkpoint WHERE id=?");
    pastAttempt =
        sql(
            "INSERT INTO attempt(job,claim,number,started_at,finished_at,error,trace,worker,"
                + "exit_status,peak_memory,cpu_nanos) VALUES(?,?,?,?,?,?,?,?,?,?,?)");
    cancel =
        sql(
            "UPDATE job SET state=5,finished_at=?,expires_at=?,suspect=0 WHERE id=? AND state"
                + " IN(0,1,2)");
    requeue =
        sql(
            "UPDATE job SET state=0,lane=?,place=?,run_at=?,max_attempts=?,snoozes=?,"
                + "snoozed_since=?,finished_at=NULL,expires_at=NULL"
                + " WHERE id=? AND state IN(1,4,5)");
    due =
        sql(
            "SELECT "
                + Rows.COLUMNS
                + " FROM job WHERE state=1 AND run_at<=? ORDER BY run_at,id LIMIT 500");
    nextDue = sql("SELECT min(run_at) FROM job WHERE state=1");
    shiftRetries = sql("UPDATE job SET run_at=run_at+? WHERE state=1 AND started_at IS NOT NULL");
    refill =
        sql(
            "SELECT id,place,run_at FROM job WHERE state=0 AND lane=? AND priority=?"
                + " ORDER BY place LIMIT "
                + WINDOW);
    expired =
        sql(
            "SELECT id,state,labels FROM job"
                + " WHERE state>=3 AND expires_at IS NULL AND finished_at<?"
                + " ORDER BY finished_at LIMIT 500");
    expiredOwn =
        sql(
            "SELECT id,state,labels FROM job WHERE expires_at IS NOT NULL AND expires_at<?"
                + " ORDER BY expires_at LIMIT 500");
    nextExpiry = sql("SELECT min(expires_at) FROM job WHERE expires_at IS NOT NULL");
    place = sql("UPDATE job SET priority=?,state=?,place=?,run_at=? WHERE id=? AND state IN(0,1)");
    oldestFinished = sql("SELECT min(finished_at) FROM job WHERE state>=3 AND expires_at IS NULL");
    prune =
        new Sql[] {
          sql("DELETE FROM job WHERE id=?"),
          sql("DELETE FROM body WHERE id=?"),
          sql("DELETE FROM attempt WHERE job=?"),
          sql("DELETE FROM checkpoint WHERE id=?"),
          sql("UPDATE key SET gone=1 WHERE job=?")
        };
    dropKeys =
        sql(
            "DELETE FROM key WHERE key IN"
                + "(SELECT key FROM key WHERE gone=1 AND until<? ORDER BY until LIMIT 500)");
    dropLabel = sql("DELETE FROM label WHERE text=? AND job=?");
    counters =
        sql(
            "UPDATE queue SET sequence=max(sequence,?),completed=completed+?,failed=failed+?,"
                + "cancelled=cancelled+?,retrying=retrying+?");
    pause = sql("UPDATE queue SET paused=?");
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
