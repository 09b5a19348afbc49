package pagoda.queue.internal.round;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.Bytes;
import pagoda.queue.QueueException;
import pagoda.queue.internal.lease.Held;
import pagoda.queue.lease.LeaseLostException;
import pagoda.queue.store.Command;

/** Saves where an attempt elsewhere can go on; completed once it is on disk. */
public final class LeaseCheckpoint extends CompletableFuture<Void> implements Pending {
  private final UUID job;
  private final Held held;
  private final Command.SaveCheckpoint command;
  private boolean current;

  public LeaseCheckpoint(UUID job, Held held, Bytes state) {
    this.job = job;
    this.held = held;
    this.command = new Command.SaveCheckpoint(held.claimed(), held.reached(), state);
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
      held.saved();
      complete(null);
    } else {
      completeExceptionally(new LeaseLostException(job));
    }
  }

  @Override
  public void failed(QueueException reason) {
    completeExceptionally(reason);
  }

  @Override
  public boolean triedWhenFull() {
    return true;
  }
}
