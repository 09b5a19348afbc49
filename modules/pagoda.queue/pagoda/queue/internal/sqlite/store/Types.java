package pagoda.queue.internal.sqlite.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import pagoda.queue.internal.sqlite.Lane;
import pagoda.queue.internal.sqlite.Sql;
import pagoda.queue.internal.sqlite.TypeTable;
import pagoda.queue.store.ServedType;

/** Changes which types are served. Confined to the writer. */
final class Types {
  private Types() {}

  /** Serves these types and no other from this transaction on, and tells the number of each. */
  static Map<String, Integer> serve(Batch batch, Connection connection, List<ServedType> served)
      throws SQLException {
    TypeTable before = batch.types();
    TypeTable now = TypeTable.load(connection, served);
    for (int type : before.ids().values()) {
      if (before.lane(type) != now.lane(type)) {
        moved(batch, connection, type, before.lane(type), now.lane(type));
      }
    }
    batch.types(now);
    return now.ids();
  }

  /** The jobs are in their new lane in the file; memory learns of it. */
  private static void moved(Batch batch, Connection connection, int type, Lane from, Lane to)
      throws SQLException {
    String query = "SELECT priority,count(*) FROM job WHERE state=0 AND type=? GROUP BY priority";
    try (Sql count = new Sql(connection, query);
        ResultSet rows = count.set(type).query()) {
      while (rows.next()) {
        batch.changedLane(from, to, rows.getInt(1), rows.getLong(2));
      }
    }
  }
}
