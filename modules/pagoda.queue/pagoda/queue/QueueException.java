package pagoda.queue;

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
        UnknownTypeException {
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
  QueueException(String message) {
    super(message, null, false, false);
  }
}
