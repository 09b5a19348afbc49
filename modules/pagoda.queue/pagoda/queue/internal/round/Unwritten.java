package pagoda.queue.internal.round;

import java.util.ArrayList;
import java.util.List;
import pagoda.queue.QueueException;
import pagoda.queue.internal.run.Dispatcher;
import pagoda.queue.store.JobStore;

/**
 * Parts the commands that a storage fault keeps from the disk: some are tried again at once, what
 * is owed is held until the storage recovers, and the rest is refused. Confined to the writer.
 */
final class Unwritten {
  private final JobStore store;
  private final Dispatcher dispatcher;
  private final List<Pending> held = new ArrayList<>();

  Unwritten(JobStore store, Dispatcher dispatcher) {
    this.store = store;
    this.dispatcher = dispatcher;
  }

  /** Returns those to be tried again; without a retry there are none. */
  List<Pending> part(List<Pending> commands, boolean retry) throws InterruptedException {
    List<Pending> again = new ArrayList<>();
    List<Pending> refused = new ArrayList<>();
    for (Pending command : commands) {
      if (retry && command.triedWhenFull()) {
        again.add(command);
      } else if (command.owed()) {
        held.add(command);
      } else {
        refused.add(command);
      }
    }
    if (!refused.isEmpty()) {
      QueueException reason = store.reason();
      dispatcher.submit(() -> refused.forEach(command -> command.failed(reason)));
    }
    return again;
  }

  /** Takes the commands that were held. */
  List<Pending> takeHeld() {
    List<Pending> taken = new ArrayList<>(held);
    held.clear();
    return taken;
  }
}
