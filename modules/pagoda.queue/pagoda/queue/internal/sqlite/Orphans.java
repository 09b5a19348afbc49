package pagoda.queue.internal.sqlite;

import java.sql.SQLException;
import java.util.function.Predicate;
import pagoda.queue.internal.job.JobRow;
import pagoda.queue.internal.job.JobTypes;

/**
 * Gives back the jobs that this process claimed in a transaction whose commit failed and which
 * nevertheless is in the file: no handler ever began them.
 */
final class Orphans {
  private Orphans() {}

  static void giveBack(Store store, JobTypes types, Predicate<JobRow> owned) throws SQLException {
    for (JobRow row : Recovery.processing(store.connection(), types)) {
      if (!owned.test(row)) {
        Database.execute(
            store.connection(),
            "UPDATE job SET state=0,attempt=attempt-1 WHERE state=2 AND id=" + row.row());
      }
    }
  }
}
