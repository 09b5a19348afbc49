package pagoda.queue;

import java.nio.file.Path;

/** Another process, or another queue of this one, owns the file. */
public final class QueueLockedException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;

  /**
   * Builds the refusal.
   *
   * @param file the queue's file
   * @param owner who owns it, as far as known
   */
  public QueueLockedException(Path file, String owner) {
    super("Queue file " + file + " is in use by " + owner, null);
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
