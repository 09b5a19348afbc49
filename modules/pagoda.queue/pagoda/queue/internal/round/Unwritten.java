package pagoda.queue.internal.round;

import java.util.ArrayList;
import java.util.List;
import pagoda.queue.QueueException;
import pagoda.queue.internal.run.Dispatcher;
import pagoda.queue.internal.sqlite.Storage;

/**
 * Parts the commands that a storage fault keeps from the disk: some are tried again at once, what
 * is owed is held until the storage recovers, and the rest is refused. Confined to the writer.
 */
final class Unwritten {
  private final Storage storage;
  private final Dispatcher dispatcher;
  private final List<Command> held = new ArrayList<>();

  Unwritten(Storage storage, Dispatcher dispatcher) {
    this.storage = storage;
    this.dispatcher = dispatcher;
  }

  /** Returns those to be tried again; without a retry there are none. */
  List<Command> part(List<Command> commands, boolean retry) throws InterruptedException {
    List<Command> again = new ArrayList<>();
    List<Command> refused = new ArrayList<>();
    for (Command command : commands) {
      if (retry && command.triedWhenFull()) {
        again.add(command);
      } else if (command.owed()) {
        held.add(command);
      } else {
        refused.add(command);
      }
    }
    if (!refused.isEmpty()) {
      QueueException reason = storage.reason();
      dispatcher.submit(() -> refused.forEach(command -> command.failed(reason)));
    }
    return again;
  }

  /** Takes the commands that were held. */
  List<Command> takeHeld() {
    List<Command> taken = new ArrayList<>(held);
    held.clear();
    return taken;
  }
}
