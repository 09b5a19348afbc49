package pagoda.queue.internal.round;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import pagoda.queue.ItemOutcome;
import pagoda.queue.internal.run.Ending;
import pagoda.queue.internal.run.Run;

/** Gives back the jobs whose handlers did not stop in time, when the queue closes. */
public final class GiveBackAll extends Call<List<Run>> {
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
