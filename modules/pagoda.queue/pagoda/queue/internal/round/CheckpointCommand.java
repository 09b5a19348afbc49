package pagoda.queue.internal.round;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.Bytes;
import pagoda.queue.QueueException;
import pagoda.queue.internal.run.Run;

/** Saves where an attempt can go on. */
final class CheckpointCommand extends Command {
  private final Run run;
  private final Bytes state;
  private final CompletableFuture<Boolean> future = new CompletableFuture<>();
  private boolean current;

  CheckpointCommand(Run run, Bytes state) {
    this.run = run;
    this.state = state;
  }

  /** Waits until it is on disk; false when it is not. */
  boolean saved() {
    return future.join();
  }

  @Override
  long bytes() {
    return state.size();
  }

  @Override
  boolean triedWhenFull() {
    return true;
  }

  /** The fence is an update, so that a stale attempt can not overwrite a newer checkpoint. */
  @Override
  void apply(Batch batch) throws SQLException {
    current = batch.fence(batch.sql().progress.set(run.reached()), run).update() == 1;
    if (current) {
      batch.sql().saveCheckpoint.set(run.claimed().row()).set(state.toArray()).update();
      batch.wrote(1, state.size());
    }
  }

  @Override
  void committed() {
    if (current) {
      run.checkpointed(state);
    }
    future.complete(current);
  }

  @Override
  void failed(QueueException reason) {
    future.complete(false);
  }
}
