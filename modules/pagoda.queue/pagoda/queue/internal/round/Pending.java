package pagoda.queue.internal.round;

import pagoda.queue.QueueException;
import pagoda.queue.store.Command;

/** A command on its way to the store, and who waits for its answer. */
interface Pending {
  Command<?> command();

  /** Carries the answer over into memory, on the writer, right after the commit. */
  void applied(Object answer, Shared shared);

  /** Answers the caller, after the commit and off the writer. */
  void committed();

  /** Answers the caller when nothing was changed. */
  void failed(QueueException reason);

  /**
   * Tells whether it frees room or a worker, so that it is tried even when the disk is full; what
   * only takes room is refused then.
   */
  boolean triedWhenFull();

  /** Tells whether it must reach the disk: after a storage fault it is kept and tried again. */
  default boolean owed() {
    return false;
  }
}
