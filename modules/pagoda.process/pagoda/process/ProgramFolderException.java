package pagoda.process;

import java.io.IOException;
import java.nio.file.Path;

/** A folder that cannot hold the work of a {@link ProgramRunner}: in use, or not writable. */
public final class ProgramFolderException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The folder, as text, since a path need not be serializable. */
  private final String folder;

  /**
   * Describes what is wrong with a folder.
   *
   * @param folder the folder
   * @param problem what is wrong, in words
   * @param cause what the file system said, or null
   */
  public ProgramFolderException(Path folder, String problem, Throwable cause) {
    super("work folder " + folder + ": " + problem, cause);
    this.folder = folder.toString();
  }

  /** {@return the folder} */
  public Path folder() {
    return Path.of(folder);
  }
}
