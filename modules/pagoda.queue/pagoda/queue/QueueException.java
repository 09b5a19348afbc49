package pagoda.queue;

import pagoda.queue.lease.ClaimLimitException;
import pagoda.queue.lease.LeaseLostException;
import pagoda.queue.lease.TypeLimitException;

/**
 * Why the queue refused or failed. Every subtype carries the numbers of its message; those that a
 * caller meets often ({@link QueueFullException}, {@link QueueBusyException}, …) have no stack
 * trace.
 */
public abstract sealed class QueueException extends RuntimeException
    permits IdempotencyMismatchException,
        InvalidOptionException,
        InvalidHandlerException,
        InvalidJobException,
        InvalidPayloadException,
        JobConflictException,
        JobNotFoundException,
        KeyUsedException,
        NewerSchemaException,
        PayloadTooLargeException,
        QueueBusyException,
        QueueClosedException,
        QueueCorruptedException,
        QueueFullException,
        QueueLockedException,
        SqliteVersionException,
        StorageFailedException,
        StorageFullException,
        UnknownTypeException,
        ClaimLimitException,
        LeaseLostException,
        TypeLimitException {
  private static final long serialVersionUID = 1L;

  /**
   * With a cause and a stack trace: something is broken.
   *
   * @param message what was wrong
   * @param cause what it came from, or null
   */
  QueueException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Without a stack trace: an everyday refusal.
   *
   * @param message what was wrong
   */
  protected QueueException(String message) {
    super(message, null, false, false);
  }
}
