package pagoda.queue.internal.round;

import pagoda.queue.QueueException;
import pagoda.queue.internal.lease.Held;
import pagoda.queue.store.Command;

/** Saves how far an attempt elsewhere is. */
public record LeaseProgress(Held held, Command.Progress command) implements Pending {
  public LeaseProgress(Held held) {
    this(held, new Command.Progress(held.claimed(), held.reached()));
  }

  @Override
  public void applied(Object answer, Shared shared) {}

  @Override
  public void committed() {
    held.progressSaved();
  }

  /** The next beat, or the end of the attempt, saves it. */
  @Override
  public void failed(QueueException reason) {
    held.progressSaved();
  }

  @Override
  public boolean triedWhenFull() {
    return false;
  }
}
