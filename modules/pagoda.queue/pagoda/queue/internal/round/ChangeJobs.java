package pagoda.queue.internal.round;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;

/** Cancels or retries several jobs in one transaction, each alone. */
public final class ChangeJobs extends Call<List<ItemOutcome<Job>>> {
  private final JobChange change;
  private final List<UUID> ids;

  public ChangeJobs(JobChange change, List<UUID> ids) {
    this.change = change;
    this.ids = List.copyOf(ids);
  }

  @Override
  int weight() {
    return ids.size();
  }

  @Override
  boolean triedWhenFull() {
    return change == JobChange.CANCEL;
  }

  @Override
  ItemOutcome<List<ItemOutcome<Job>>> call(Batch batch) throws SQLException {
    List<ItemOutcome<Job>> outcomes = new ArrayList<>(ids.size());
    for (UUID id : ids) {
      outcomes.add(change.to(batch, id));
    }
    return new ItemOutcome.Accepted<>(outcomes);
  }
}
