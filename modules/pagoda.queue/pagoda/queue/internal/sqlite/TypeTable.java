package pagoda.queue.internal.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pagoda.queue.store.ServedType;

/** The table of job types: a number for each name, the lane of its jobs, and its settings. */
public final class TypeTable {
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Integer, Lane> lanes = new HashMap<>();
  private final Map<Integer, String> settings = new HashMap<>();
  private final Map<Integer, Duration> retentions = new HashMap<>();
  private final Set<Integer> ranApart = new HashSet<>();
  private final Set<String> elsewhere = new HashSet<>();

  private TypeTable() {}

  /**
   * Reads the types, adds those that are new, moves unfinished jobs to the lane where they run now,
   * and keeps the settings of those that are served; the others keep what they had. To be called in
   * a transaction.
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
    for (ServedType type : served) {
      types.keep(connection, type);
    }
    types.settings.forEach((id, text) ->
        TypeSettings.retention(text).ifPresent(kept -> types.retentions.put(id, kept)));
    return types;
  }

  private void read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id,name,lane,settings,source FROM type")) {
      while (rows.next()) {
        ids.put(rows.getString(2), rows.getInt(1));
        lanes.put(rows.getInt(1), Lane.of(rows.getInt(3)));
        settings.put(rows.getInt(1), rows.getString(4));
        if (rows.getString(5).equals(ServedType.WORKERS)) {
          elsewhere.add(rows.getString(2));
        }
        if (TypeSettings.apart(rows.getString(4))) {
          ranApart.add(rows.getInt(1));
        }
      }
    }
  }

  private void keep(Connection connection, ServedType type) throws SQLException {
    elsewhere.remove(type.name());
    int id = ids.get(type.name());
    String text = TypeSettings.text(type);
    settings.put(id, text);
    try (Sql update = new Sql(connection, "UPDATE type SET settings=?,source=? WHERE id=?")) {
      update.set(text).set(type.source()).set(id).update();
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

  /**
   * Makes the file say what this says, where a commit that failed is in the file nevertheless. To
   * be called outside a transaction.
   */
  public void putBack(Connection connection) throws SQLException {
    TypeTable found = new TypeTable();
    found.read(connection);
    try {
      Database.execute(connection, "BEGIN IMMEDIATE");
      for (Map.Entry<Integer, Lane> type : found.lanes.entrySet()) {
        Lane lane = lanes.getOrDefault(type.getKey(), Lane.PARKED);
        if (type.getValue() != lane) {
          moveTo(connection, type.getKey(), lane);
        }
      }
      Database.execute(connection, "COMMIT");
    } catch (SQLException e) {
      Rollback.after(e, connection);
      throw e;
    }
  }

  /** The number of each type. */
  public Map<String, Integer> ids() {
    return Map.copyOf(ids);
  }

  /** The types that exist only since a worker named them. */
  public Set<String> elsewhere() {
    return Set.copyOf(elsewhere);
  }

  /** Notes a type that a worker named, unless it is served here. */
  public void named(String name, int id) {
    ids.put(name, id);
    if (lanes.computeIfAbsent(id, _ -> Lane.PARKED) == Lane.PARKED) {
      elsewhere.add(name);
    }
  }

  /** Where the jobs of a type wait. */
  public Lane lane(int type) {
    return lanes.get(type);
  }

  /** Whether attempts of a type ran outside the process, as the process before this one said. */
  public boolean ranApart(int type) {
    return ranApart.contains(type);
  }

  /** How long ended jobs of a type are kept, if it has a time of its own. */
  public Optional<Duration> retention(int type) {
    return Optional.ofNullable(retentions.get(type));
  }
}
