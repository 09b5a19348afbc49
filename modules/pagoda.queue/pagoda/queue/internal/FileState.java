package pagoda.queue.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import pagoda.queue.JobState;

/** Reads from the file what the queue keeps in memory: counters, sequence, heads, next due time. */
final class FileState {
  private FileState() {}

  /** Loads everything; to be called outside a transaction, by the writer or before it starts. */
  static void load(Core core, Store store) throws SQLException {
    Connection connection = store.connection();
    CountsDelta delta = new CountsDelta();
    ReadyHeads heads =
        new ReadyHeads(
            (window, lane, priority) -> refill(store, window, lane, priority),
            core.config().ageing().toMillis());
    loadQueueRow(connection, core, delta);
    loadPending(connection, core, delta, heads);
    delta.addFinished(JobState.SCHEDULED, count(connection, 1));
    delta.addFinished(JobState.PROCESSING, count(connection, 2));
    core.sequenceAtLeast(Database.number(connection, "SELECT max(id) FROM job"));
    core.heads(heads);
    core.counts().reset();
    core.counts().apply(delta);
    for (int p = delta.priorities.nextSetBit(0); p >= 0; p = delta.priorities.nextSetBit(p + 1)) {
      core.counts().oldest(p, heads.oldest(p));
    }
    heads.touched().clear();
    long due = store.sql().nextDue.number();
    core.due(due == 0 ? Long.MAX_VALUE : due);
  }

  private static void loadQueueRow(Connection connection, Core core, CountsDelta delta)
      throws SQLException {
    String query = "SELECT sequence,paused,completed,failed,cancelled,retrying FROM queue";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      core.sequenceAtLeast(row.getLong(1));
      core.paused(row.getInt(2) != 0);
      delta.addFinished(JobState.COMPLETED, row.getLong(3));
      delta.addFinished(JobState.FAILED, row.getLong(4));
      delta.addFinished(JobState.CANCELLED, row.getLong(5));
      delta.retrying = row.getLong(6);
    }
  }

  private static void loadPending(
      Connection connection, Core core, CountsDelta delta, ReadyHeads heads) throws SQLException {
    String query =
        "SELECT lane,priority,count(*),max(place) FROM job WHERE state=0 GROUP BY lane,priority";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        Lane lane = Lane.of(rows.getInt(1));
        int priority = rows.getInt(2);
        delta.add(JobState.PENDING, lane, priority, rows.getLong(3));
        core.sequenceAtLeast(rows.getLong(4));
        heads.unknown(lane, priority);
      }
    }
  }

  private static long count(Connection connection, int state) throws SQLException {
    return Database.number(connection, "SELECT count(*) FROM job WHERE state=" + state);
  }

  private static void refill(Store store, ReadyWindow window, Lane lane, int priority)
      throws SQLException {
    List<ReadyJob> jobs = new ArrayList<>();
    try (ResultSet rows = store.sql().refill.set(lane.code()).set(priority).query()) {
      while (rows.next()) {
        jobs.add(new ReadyJob(rows.getLong(1), rows.getLong(2), rows.getLong(3)));
      }
    }
    window.fill(jobs);
  }
}
