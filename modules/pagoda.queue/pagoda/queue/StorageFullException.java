package pagoda.queue;

import java.nio.file.Path;
import java.time.Duration;

/** The disk has no room. Nothing was changed; the queue recovers by itself once there is room. */
public final class StorageFullException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final Duration retryAfter;

  /**
   * Builds the refusal.
   *
   * @param file the queue's file
   * @param retryAfter when to come back
   */
  public StorageFullException(Path file, Duration retryAfter) {
    super("Storage full: no room on the disk of " + file);
    this.file = file;
    this.retryAfter = retryAfter;
  }

  /**
   * The queue's file.
   *
   * @return the file
   */
  public Path file() {
    return file;
  }

  /**
   * When to come back.
   *
   * @return the time to wait
   */
  public Duration retryAfter() {
    return retryAfter;
  }
}
