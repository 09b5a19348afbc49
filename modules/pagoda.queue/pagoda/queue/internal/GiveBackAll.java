package pagoda.queue.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import pagoda.queue.ItemOutcome;

/** Gives back the jobs whose handlers did not stop in time, when the queue closes. */
final class GiveBackAll extends Call<List<Run>> {
  @Override
  boolean triedWhenFull() {
    return true;
  }

  @Override
  ItemOutcome<List<Run>> call(Batch batch) throws SQLException {
    List<Run> given = new ArrayList<>();
    for (Run run : batch.shared().live().runs().all()) {
      new Finish(run, new Ending.Abandoned(), false).apply(batch);
      given.add(run);
    }
    return new ItemOutcome.Accepted<>(given);
  }
}
