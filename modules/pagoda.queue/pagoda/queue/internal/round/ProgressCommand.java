package pagoda.queue.internal.round;

import java.sql.SQLException;
import pagoda.queue.QueueException;
import pagoda.queue.internal.run.Run;

/** Saves how far an attempt is. */
final class ProgressCommand extends Command {
  private final Run run;

  ProgressCommand(Run run) {
    this.run = run;
  }

  @Override
  void apply(Batch batch) throws SQLException {
    double reached = run.reached();
    if (batch.fence(batch.sql().progress.set(reached), run).update() == 1) {
      batch.changed(run.claimed().progressed(reached));
    }
  }

  @Override
  void committed() {
    run.progressSaved();
  }

  /** The next report, or the end of the attempt, saves it. */
  @Override
  void failed(QueueException reason) {
    run.progressSaved();
  }
}
