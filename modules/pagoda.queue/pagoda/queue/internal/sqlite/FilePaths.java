package pagoda.queue.internal.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import pagoda.queue.StorageFailedException;

/** Finds the one path of a queue file, since its lock, log and ballast lie beside it. */
public final class FilePaths {
  private static final int MOST_LINKS = 40; // as Linux has it

  private FilePaths() {}

  /** The path without links, also of a file that is not there yet. */
  public static Path real(Path file) {
    try {
      Path path = file.toAbsolutePath();
      for (int links = 0; Files.isSymbolicLink(path) && links < MOST_LINKS; links++) {
        path = path.resolveSibling(Files.readSymbolicLink(path));
      }
      return Files.exists(path)
          ? path.toRealPath()
          : path.getParent().toRealPath().resolve(path.getFileName());
    } catch (IOException e) {
      throw new StorageFailedException(file, e);
    }
  }
}
