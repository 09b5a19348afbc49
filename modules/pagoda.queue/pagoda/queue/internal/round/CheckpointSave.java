package pagoda.queue.internal.round;

import java.util.concurrent.CompletableFuture;
import pagoda.queue.Bytes;
import pagoda.queue.QueueException;
import pagoda.queue.internal.run.Run;
import pagoda.queue.store.Command;

/** Saves where an attempt can go on; the future tells whether it is on disk. */
final class CheckpointSave extends CompletableFuture<Boolean> implements Pending {
  private final Run run;
  private final Command.SaveCheckpoint command;
  private boolean current;

  CheckpointSave(Run run, Bytes state) {
    this.run = run;
    this.command = new Command.SaveCheckpoint(run.claimed(), run.reached(), state);
  }

  @Override
  public Command.SaveCheckpoint command() {
    return command;
  }

  @Override
  public void applied(Object answer, Shared shared) {
    current = (Boolean) answer;
  }

  @Override
  public void committed() {
    if (current) {
      run.checkpointed(command.state());
    }
    complete(current);
  }

  @Override
  public void failed(QueueException reason) {
    complete(false);
  }

  @Override
  public boolean triedWhenFull() {
    return true;
  }
}
