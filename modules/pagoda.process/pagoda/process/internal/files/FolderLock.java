package pagoda.process.internal.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import pagoda.process.ProgramFolderException;

/**
 * The right to a folder of work: one process has it, and the kernel takes it back at its death. So
 * whatever an opener finds there belongs to nobody.
 */
public final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the right to {@code folder}, which is made if it is missing.
   *
   * @throws ProgramFolderException if another has it, or it cannot be written to
   */
  public static FolderLock take(Path folder) throws ProgramFolderException {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
      }
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return new FolderLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new ProgramFolderException(folder, "cannot be used: " + e.getMessage(), e);
    }
    throw new ProgramFolderException(folder, "in use by another runner", null);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // by this process
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
