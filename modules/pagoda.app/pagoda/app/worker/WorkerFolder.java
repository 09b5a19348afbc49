package pagoda.app.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder in {@code data.dir} for this worker alone, since several may share that: the first whose
 * lock nobody holds, so that what a dead worker left there is cleared by the next.
 */
public final class WorkerFolder implements AutoCloseable {
  private static final int MOST = 1000;

  private final Path folder;
  private final FileChannel lock;

  private WorkerFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes one.
   *
   * @throws IOException if none can be made or all are in use
   */
  public static WorkerFolder take(Path data) throws IOException {
    Path workers = Files.createDirectories(data.resolve("workers"));
    for (int i = 1; i <= MOST; i++) {
      FileChannel channel =
          FileChannel.open(
              workers.resolve(i + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return new WorkerFolder(workers.resolve(Integer.toString(i)), channel);
      }
      channel.close();
    }
    throw new FileSystemException(
        workers.toString(), null, "all of its %d folders are in use".formatted(MOST));
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // by this process
    }
  }

  /** The folder, which need not be there yet. */
  public Path path() {
    return folder;
  }

  /** Lets another have it. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
