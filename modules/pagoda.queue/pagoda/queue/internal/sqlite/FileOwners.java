package pagoda.queue.internal.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds another process that has a file open as a queue under another name: a hard link, or a mount
 * of the file, has another lock file beside it. Linux lists all locks in {@code /proc/locks} by the
 * file's inode; elsewhere, and over the bounds of a container, nobody is found.
 */
final class FileOwners {
  private static final Path LOCKS = Path.of("/proc/locks");

  private FileOwners() {}

  /** A line of {@code /proc/locks}, as {@code 1: POSIX ADVISORY WRITE 812 08:01:1234 0 EOF}. */
  private record Lock(String pid, String inode, boolean whole) {
    static Optional<Lock> parse(String line) {
      String[] words = line.trim().split("\\s+", -1);
      if (words.length != 8 || !words[1].equals("POSIX")) {
        return Optional.empty();
      }
      String inode = words[5].substring(words[5].lastIndexOf(':') + 1);
      boolean whole = words[3].equals("WRITE") && words[6].equals("0");
      return Optional.of(new Lock(words[4], inode, whole));
    }
  }

  /**
   * The process id of another queue's owner. It has SQLite's locks on the file and, unlike a tool
   * that only looks into it, a lock on the whole of a file of its own.
   */
  static Optional<String> other(Path file) {
    if (!Files.exists(file) || !Files.isReadable(LOCKS)) {
      return Optional.empty();
    }
    try {
      String inode = String.valueOf(Files.getAttribute(file, "unix:ino"));
      String own = String.valueOf(ProcessHandle.current().pid());
      List<Lock> locks = Files.readAllLines(LOCKS).stream().flatMap(FileOwners::lock).toList();
      Set<String> owners =
          locks.stream()
              .filter(lock -> lock.whole() && !lock.inode().equals(inode))
              .map(Lock::pid)
              .collect(Collectors.toSet());
      return locks.stream()
          .filter(lock -> lock.inode().equals(inode) && !lock.pid().equals(own))
          .map(Lock::pid)
          .filter(owners::contains)
          .findFirst();
    } catch (IOException | UnsupportedOperationException e) {
      System.getLogger("pagoda.queue").log(System.Logger.Level.DEBUG, "No look at " + LOCKS, e);
      return Optional.empty();
    }
  }

  private static java.util.stream.Stream<Lock> lock(String line) {
    return Lock.parse(line).stream();
  }
}
