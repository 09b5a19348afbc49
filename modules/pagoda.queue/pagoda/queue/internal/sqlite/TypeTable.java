package pagoda.queue.internal.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;
import pagoda.queue.internal.job.JobType;
import pagoda.queue.internal.job.JobTypes;
import pagoda.queue.internal.job.Lane;

/** The table of job types: a number for each name, and the lane of its jobs. */
final class TypeTable {
  /** A row of the table. */
  private record Stored(int id, Lane lane) {}

  private TypeTable() {}

  /**
   * Reads the types, adds those of new handlers, and moves unfinished jobs to the lane where their
   * handler runs now. To be called in a transaction.
   */
  static JobTypes load(Connection connection, JobHandlers handlers) throws SQLException {
    JobTypes types = new JobTypes(handlers);
    Map<String, Stored> stored = stored(connection);
    for (Map.Entry<String, Stored> entry : stored.entrySet()) {
      JobType type = type(entry.getValue().id(), entry.getKey(), handlers);
      if (type.lane() != entry.getValue().lane()) {
        moveTo(connection, type.id(), type.lane());
      }
      types.add(type);
    }
    for (Map.Entry<String, JobHandler> entry : handlers.byType().entrySet()) {
      if (!stored.containsKey(entry.getKey())) {
        types.add(insert(connection, entry.getKey(), entry.getValue()));
      }
    }
    return types;
  }

  private static Map<String, Stored> stored(Connection connection) throws SQLException {
    Map<String, Stored> stored = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id,name,lane FROM type")) {
      while (rows.next()) {
        stored.put(rows.getString(2), new Stored(rows.getInt(1), Lane.of(rows.getInt(3))));
      }
    }
    return stored;
  }

  private static JobType type(int id, String name, JobHandlers handlers) {
    return handlers
        .find(name)
        .map(handler -> JobType.served(id, name, handler))
        .orElseGet(() -> JobType.parked(id, name));
  }

  private static void moveTo(Connection connection, int type, Lane lane) throws SQLException {
    String set = " SET lane=" + lane.code();
    String jobs = " WHERE type=" + type + " AND state=";
    Database.execute(
        connection,
        "UPDATE type" + set + " WHERE id=" + type,
        "UPDATE job" + set + jobs + 0,
        "UPDATE job" + set + jobs + 1,
        "UPDATE job" + set + jobs + 2);
  }

  private static JobType insert(Connection connection, String name, JobHandler handler)
      throws SQLException {
    Lane lane = Lane.of(handler);
    try (Sql insert = new Sql(connection, "INSERT INTO type(name,lane) VALUES(?,?)")) {
      insert.set(name).set(lane.code()).update();
    }
    int id = (int) Database.number(connection, "SELECT last_insert_rowid()");
    return JobType.served(id, name, handler);
  }
}
