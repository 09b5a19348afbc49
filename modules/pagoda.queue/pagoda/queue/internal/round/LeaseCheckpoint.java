package pagoda.queue.internal.round;

import java.util.UUID;
import pagoda.queue.Bytes;
import pagoda.queue.QueueException;
import pagoda.queue.internal.lease.Held;
import pagoda.queue.lease.LeaseLostException;
import pagoda.queue.store.Command;

/** Saves where an attempt elsewhere can go on; completed once it is on disk. */
public final class LeaseCheckpoint extends CheckpointCommand<Void> {
  private final UUID job;
  private final Held held;

  public LeaseCheckpoint(UUID job, Held held, Bytes state) {
    super(new Command.SaveCheckpoint(held.claimed(), held.reached(), state));
    this.job = job;
    this.held = held;
  }

  @Override
  public void committed() {
    if (current()) {
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
}
