package pagoda.queue.internal.round;

import java.sql.SQLException;
import pagoda.queue.ItemOutcome;

/** Stops or resumes claims, in the file, so that a restart keeps it. */
public final class Pause extends Call<Boolean> {
  private final boolean paused;

  public Pause(boolean paused) {
    this.paused = paused;
  }

  @Override
  boolean triedWhenFull() {
    return true;
  }

  @Override
  ItemOutcome<Boolean> call(Batch batch) throws SQLException {
    if (batch.paused() != paused) {
      batch.sql().pause.set(paused ? 1 : 0).update();
      batch.paused(paused);
    }
    return new ItemOutcome.Accepted<>(paused);
  }
}
