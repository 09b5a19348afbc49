package pagoda.queue.internal.sqlite.store;

import java.sql.SQLException;
import java.util.List;
import pagoda.queue.internal.sqlite.Sql;

/** Removes an ended job and all that belongs to it, but for its key, which is kept on its own. */
final class Removal {
  private Removal() {}

  static void remove(Batch batch, long row, List<String> labels) throws SQLException {
    for (Sql delete : batch.sql().prune) {
      delete.set(row).update();
    }
    batch.removed(row);
    for (String label : labels) {
      batch.sql().dropLabel.set(label).set(row).update();
    }
  }
}
