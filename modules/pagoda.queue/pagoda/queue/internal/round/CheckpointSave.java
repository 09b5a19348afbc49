package pagoda.queue.internal.round;

import pagoda.queue.Bytes;
import pagoda.queue.QueueException;
import pagoda.queue.internal.run.Run;
import pagoda.queue.store.Command;

/** Saves where an attempt can go on; the future tells whether it is on disk. */
final class CheckpointSave extends CheckpointCommand<Boolean> {
  private final Run run;

  CheckpointSave(Run run, Bytes state) {
    super(new Command.SaveCheckpoint(run.claimed(), run.reached(), state));
    this.run = run;
  }

  @Override
  public void committed() {
    if (current()) {
      run.checkpointed(command().state());
    }
    complete(current());
  }

  @Override
  public void failed(QueueException reason) {
    complete(false);
  }
}
