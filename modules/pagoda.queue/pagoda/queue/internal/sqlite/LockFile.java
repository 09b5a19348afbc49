package pagoda.queue.internal.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pagoda.queue.QueueLockedException;
import pagoda.queue.StorageFailedException;

/**
 * The exclusive right to a queue file: a lock on a file beside it, so that the queue file itself is
 * only ever opened by SQLite. The operating system ends the lock with the process.
 */
public final class LockFile implements AutoCloseable {
  private final Path file;

  /** The files that this process has open, whatever their names. */
  private static final Set<Object> OPEN = ConcurrentHashMap.newKeySet();

  private final FileChannel channel;
  private Object key;

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  public static LockFile acquire(Path file) {
    Path path = file.resolveSibling(file.getFileName() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(file, channel);
      if (lock == null) {
        String owner = owner(channel);
        channel.close();
        throw new QueueLockedException(file, owner);
      }
      Optional<String> owner = underAnotherName(file);
      if (owner.isPresent()) {
        channel.close();
        throw new QueueLockedException(file, owner.get());
      }
      channel.truncate(0);
      byte[] pid =
          String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(pid), 0);
      return new LockFile(file, channel);
    } catch (IOException e) {
      throw new StorageFailedException(file, e);
    }
  }

  private static FileLock tryLock(Path file, FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new QueueLockedException(file, "this process, which has it open already");
    }
  }

  /** Who has the file open by another path, with another lock file beside it. */
  private static Optional<String> underAnotherName(Path file) throws IOException {
    Object key = key(file);
    return key != null && OPEN.contains(key)
        ? Optional.of("this process, which has it open already")
        : FileOwners.other(file).map(pid -> "process " + pid);
  }

  private static Object key(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAttributes(file, BasicFileAttributes.class).fileKey()
        : null;
  }

  /** Notes that the file is there and open. */
  public void opened() {
    try {
      key = key(file);
    } catch (IOException e) {
      throw new StorageFailedException(file, e);
    }
    if (key != null) {
      OPEN.add(key);
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    return "process " + new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    if (key != null) {
      OPEN.remove(key);
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new StorageFailedException(file, e);
    }
  }
}
