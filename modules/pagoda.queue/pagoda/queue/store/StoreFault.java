package pagoda.queue.store;

import java.util.OptionalInt;
import pagoda.queue.QueueException;

/** A round was not carried out, and nothing of it is in the store. */
public final class StoreFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final int command;
  private final QueueException reason;

  private StoreFault(int command, QueueException reason) {
    super(reason.getMessage(), reason);
    this.command = command;
    this.reason = reason;
  }

  /**
   * One command alone is at fault; the others can be tried again without it.
   *
   * @param command its index in the round
   * @param reason what its caller is told
   * @return the fault
   */
  public static StoreFault of(int command, QueueException reason) {
    return new StoreFault(command, reason);
  }

  /**
   * The storage is at fault; {@link JobStore#state} tells how.
   *
   * @param reason what callers are told
   * @return the fault
   */
  public static StoreFault of(QueueException reason) {
    return new StoreFault(-1, reason);
  }

  /** {@return the index of the command that alone is at fault; empty when the storage is} */
  public OptionalInt command() {
    return command < 0 ? OptionalInt.empty() : OptionalInt.of(command);
  }

  /** {@return what callers are told} */
  public QueueException reason() {
    return reason;
  }
}
