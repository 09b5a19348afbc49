package pagoda.queue;

import java.nio.file.Path;

/** The file was written by a newer release, whose schema this one does not know. */
public final class NewerSchemaException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final int found;
  private final int supported;

  /**
   * Builds the refusal.
   *
   * @param file the queue's file
   * @param found the file's schema version
   * @param supported the newest version this release knows
   */
  public NewerSchemaException(Path file, int found, int supported) {
    super(
        "Queue file "
            + file
            + " has schema version "
            + found
            + ", this release knows up to "
            + supported,
        null);
    this.found = found;
    this.supported = supported;
  }

  /**
   * The file's schema version.
   *
   * @return the version
   */
  public int found() {
    return found;
  }

  /**
   * The newest version this release knows.
   *
   * @return the version
   */
  public int supported() {
    return supported;
  }
}
