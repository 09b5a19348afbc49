package pagoda.queue.internal.round;

import java.sql.SQLException;
import pagoda.queue.QueueException;

/** Something the writer is to do in its next transaction. */
abstract class Command {
  /** How many changes it makes, for the bounds on memory and on the size of a commit. */
  int weight() {
    return 1;
  }

  /** The bytes it carries. */
  long bytes() {
    return 0;
  }

  /**
   * Tells whether it frees room or a worker, so that it is tried even when the disk is full; what
   * only takes room is refused then.
   */
  boolean triedWhenFull() {
    return false;
  }

  /** Tells whether it must reach the disk: after a storage fault it is kept and tried again. */
  boolean owed() {
    return false;
  }

  /**
   * Makes the changes. It can be called again after a rollback, and then starts from nothing.
   *
   * @throws SQLException when SQLite fails; the transaction is rolled back
   */
  abstract void apply(Batch batch) throws SQLException;

  /** Answers the caller, after the commit and off the writer. */
  abstract void committed();

  /** Answers the caller when nothing was changed. */
  abstract void failed(QueueException reason);
}
