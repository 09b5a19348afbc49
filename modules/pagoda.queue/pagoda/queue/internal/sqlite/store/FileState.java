package pagoda.queue.internal.sqlite.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pagoda.queue.JobState;
import pagoda.queue.internal.sqlite.Database;
import pagoda.queue.internal.sqlite.TypeTable;
import pagoda.queue.internal.sqlite.WriteConnection;

/**
 * What the file says and memory keeps: identity, counters, sequence, heads, next due time. Set
 * while the queue opens; later only the writer changes it.
 */
final class FileState {
  private final Counts counts = new Counts();
  private final Suspects suspects = new Suspects();
  private final long ageingMillis;
  private volatile boolean paused;
  private TypeTable types;
  private ReadyHeads heads;
  private long boot;
  private long sequence;
  private long due = Long.MAX_VALUE;

  FileState(Duration ageing) {
    this.ageingMillis = ageing.toMillis();
  }

  /** Sets what opening the file found. */
  void identify(TypeTable newTypes, long newBoot) {
    types = newTypes;
    boot = newBoot;
  }

  TypeTable types() {
    return types;
  }

  void types(TypeTable changed) {
    types = changed;
  }

  /** The number of this opening. */
  long boot() {
    return boot;
  }

  Suspects suspects() {
    return suspects;
  }

  Counts counts() {
    return counts;
  }

  ReadyHeads heads() {
    return heads;
  }

  /** The last row id and place given out. */
  long sequence() {
    return sequence;
  }

  /** The next row id and place; none is given out twice, not even after a rollback. */
  long nextSequence() {
    return ++sequence;
  }

  private void sequenceAtLeast(long used) {
    sequence = Math.max(sequence, used);
  }

  /** When the first scheduled job is due, in milliseconds since 1970. */
  long due() {
    return due;
  }

  void due(long time) {
    due = time;
  }

  boolean paused() {
    return paused;
  }

  void paused(boolean value) {
    paused = value;
  }

  /** Loads everything; to be called outside a transaction, by the writer or before it starts. */
  void load(WriteConnection store) throws SQLException {
    Connection connection = store.connection();
    CountsDelta delta = new CountsDelta();
    heads =
        new ReadyHeads(
            (window, type, priority) -> refill(store, window, type, priority), ageingMillis);
    loadQueueRow(connection, delta);
    loadPending(connection, delta);
    delta.addFinished(JobState.SCHEDULED, count(connection, 1));
    delta.addFinished(JobState.PROCESSING, count(connection, 2));
    sequenceAtLeast(Database.number(connection, "SELECT max(id) FROM job"));
    if (Database.number(connection, "SELECT count(*) FROM job WHERE suspect>0") > 0) {
      suspects.found();
    }
    counts.reset();
    counts.apply(delta);
    for (int p = delta.priorities.nextSetBit(0); p >= 0; p = delta.priorities.nextSetBit(p + 1)) {
      counts.oldest(p, heads.oldest(p));
    }
    heads.touched().clear();
    long next = store.sql().nextDue.number();
    due = next == 0 ? Long.MAX_VALUE : next;
  }

  private void loadQueueRow(Connection connection, CountsDelta delta) throws SQLException {
    String query = "SELECT sequence,paused,completed,failed,cancelled,retrying FROM queue";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      sequenceAtLeast(row.getLong(1));
      paused = row.getInt(2) != 0;
      delta.addFinished(JobState.COMPLETED, row.getLong(3));
      delta.addFinished(JobState.FAILED, row.getLong(4));
      delta.addFinished(JobState.CANCELLED, row.getLong(5));
      delta.retrying = row.getLong(6);
    }
  }

  private void loadPending(Connection connection, CountsDelta delta) throws SQLException {
    String query =
        "SELECT type,priority,count(*),max(place) FROM job WHERE state=0 GROUP BY type,priority";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        int type = rows.getInt(1);
        int priority = rows.getInt(2);
        delta.add(JobState.PENDING, types.lane(type), priority, rows.getLong(3));
        sequenceAtLeast(rows.getLong(4));
        heads.unknown(type, priority);
      }
    }
  }

  private static long count(Connection connection, int state) throws SQLException {
    return Database.number(connection, "SELECT count(*) FROM job WHERE state=" + state);
  }

  private static void refill(WriteConnection store, ReadyWindow window, int type, int priority)
      throws SQLException {
    List<ReadyJob> jobs = new ArrayList<>();
    try (ResultSet rows = store.sql().refill.set(type).set(priority).query()) {
      while (rows.next()) {
        jobs.add(new ReadyJob(rows.getLong(1), rows.getLong(2), rows.getLong(3)));
      }
    }
    window.fill(jobs);
  }
}
