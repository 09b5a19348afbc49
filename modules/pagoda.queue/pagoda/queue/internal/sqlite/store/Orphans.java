package pagoda.queue.internal.sqlite.store;

import java.sql.SQLException;
import java.util.function.Predicate;
import pagoda.queue.internal.sqlite.Database;
import pagoda.queue.internal.sqlite.WriteConnection;
import pagoda.queue.store.JobRow;

/**
 * Gives back the jobs that this process claimed in a transaction whose commit failed and which
 * nevertheless is in the file: no handler ever began them.
 */
final class Orphans {
  private Orphans() {}

  static void giveBack(WriteConnection file, Predicate<JobRow> owned) throws SQLException {
    for (JobRow row : Recovery.processing(file.connection())) {
      if (!owned.test(row)) {
        Database.execute(
            file.connection(),
            "UPDATE job SET state=0,attempt=attempt-1 WHERE state=2 AND id=" + row.row());
      }
    }
  }
}
