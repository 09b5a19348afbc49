package pagoda.queue.internal.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pagoda.queue.store.ServedType;

/** The table of job types: a number for each name, and the lane of its jobs. */
public final class TypeTable {
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Integer, Lane> lanes = new HashMap<>();

  private TypeTable() {}

  /**
   * Reads the types, adds those that are new, and moves unfinished jobs to the lane where they run
   * now. To be called in a transaction.
   */
  public static TypeTable load(Connection connection, List<ServedType> served) throws SQLException {
    TypeTable types = new TypeTable();
    types.read(connection);
    Map<String, Lane> now = new HashMap<>();
    served.forEach(type -> now.put(type.name(), Lane.of(type.pool())));
    for (Map.Entry<String, Integer> type : types.ids.entrySet()) {
      Lane lane = now.getOrDefault(type.getKey(), Lane.PARKED);
      if (types.lanes.put(type.getValue(), lane) != lane) {
        moveTo(connection, type.getValue(), lane);
      }
    }
    for (Map.Entry<String, Lane> type : now.entrySet()) {
      if (!types.ids.containsKey(type.getKey())) {
        types.insert(connection, type.getKey(), type.getValue());
      }
    }
    return types;
  }

  private void read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id,name,lane FROM type")) {
      while (rows.next()) {
        ids.put(rows.getString(2), rows.getInt(1));
        lanes.put(rows.getInt(1), Lane.of(rows.getInt(3)));
      }
    }
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

  private void insert(Connection connection, String name, Lane lane) throws SQLException {
    try (Sql insert = new Sql(connection, "INSERT INTO type(name,lane) VALUES(?,?)")) {
      insert.set(name).set(lane.code()).update();
    }
    int id = (int) Database.number(connection, "SELECT last_insert_rowid()");
    ids.put(name, id);
    lanes.put(id, lane);
  }

  /** The number of each type. */
  public Map<String, Integer> ids() {
    return Map.copyOf(ids);
  }

  /** Where the jobs of a type wait. */
  public Lane lane(int type) {
    return lanes.get(type);
  }
}
