package pagoda.process.internal.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/**
 * Deletes a program's folder, whatever it left there: links are not followed, folders made
 * unreadable are opened, and what takes longer than {@link #MOST} stays for the next start.
 */
public final class Deletion {
  /** How long one deletion may take. */
  static final Duration MOST = Duration.ofSeconds(10);

  private final long end = System.nanoTime() + MOST.toNanos();

  private Deletion() {}

  /**
   * Deletes a file or a folder with all that is in it.
   *
   * @throws IOException if something could not be deleted, naming it
   */
  public static void delete(Path path) throws IOException {
    new Deletion().deleteAll(path);
  }

  private void deleteAll(Path path) throws IOException {
    if (System.nanoTime() - end > 0) {
      throw new IOException("deleting takes longer than " + MOST + ", stopped at " + path);
    }
    if (Files.isDirectory(path, NOFOLLOW_LINKS)) {
      empty(path);
    }
    Files.deleteIfExists(path);
  }

  private void empty(Path folder) throws IOException {
    try {
      deleteEntries(folder);
    } catch (AccessDeniedException e) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      deleteEntries(folder);
    }
  }

  private void deleteEntries(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        deleteAll(entry);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      Files.deleteIfExists(folder); // it was swapped meanwhile
    }
  }
}
