package pagoda.queue;

import java.nio.file.Path;

/**
 * The disk failed to read, write or sync. A change that met this may or may not be on disk; the
 * queue reopens its file and tells which.
 */
public final class StorageFailedException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;

  /**
   * Builds the failure.
   *
   * @param file the queue's file
   * @param cause what SQLite reported
   */
  public StorageFailedException(Path file, Throwable cause) {
    super("Storage failed: " + file + ": " + cause.getMessage(), cause);
    this.file = file;
  }

  /**
   * The queue's file.
   *
   * @return the file
   */
  public Path file() {
    return file;
  }
}
