package pagoda.queue;

import java.nio.file.Path;

/** The file is damaged, or is no queue file. */
public final class QueueCorruptedException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;

  /**
   * Builds the failure of a file that SQLite itself finds in order.
   *
   * @param file the queue's file
   * @param why what was found
   */
  public QueueCorruptedException(Path file, String why) {
    this(file, why, null);
  }

  /**
   * Builds the failure.
   *
   * @param file the queue's file
   * @param why what was found
   * @param cause what SQLite reported
   */
  public QueueCorruptedException(Path file, String why, Throwable cause) {
    super("Queue file " + file + " is damaged: " + why, cause);
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
