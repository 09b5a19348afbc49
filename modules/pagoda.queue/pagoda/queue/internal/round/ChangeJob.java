package pagoda.queue.internal.round;

import java.sql.SQLException;
import java.util.UUID;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;

/** Cancels or retries a job. */
public final class ChangeJob extends Call<Job> {
  private final JobChange change;
  private final UUID id;

  public ChangeJob(JobChange change, UUID id) {
    this.change = change;
    this.id = id;
  }

  @Override
  boolean triedWhenFull() {
    return change == JobChange.CANCEL;
  }

  @Override
  ItemOutcome<Job> call(Batch batch) throws SQLException {
    return change.to(batch, id);
  }
}
