package pagoda.queue.internal.round;

import java.util.concurrent.CompletableFuture;
import pagoda.queue.store.Command;

/** Saves where an attempt can go on, here or elsewhere; the future tells what came of it. */
abstract class CheckpointCommand<T> extends CompletableFuture<T> implements Pending {
  private final Command.SaveCheckpoint command;
  private boolean current;

  CheckpointCommand(Command.SaveCheckpoint command) {
    this.command = command;
  }

  /** Whether it was saved: the attempt still ran its job. */
  final boolean current() {
    return current;
  }

  @Override
  public final Command.SaveCheckpoint command() {
    return command;
  }

  @Override
  public final void applied(Object answer, Shared shared) {
    current = (Boolean) answer;
  }

  @Override
  public final boolean triedWhenFull() {
    return true;
  }
}
