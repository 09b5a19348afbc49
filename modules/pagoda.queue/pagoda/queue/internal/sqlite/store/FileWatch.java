package pagoda.queue.internal.sqlite.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells whether the files behind an open queue are still those at its path. What was opened can be
 * written on after it was deleted, moved or replaced, and nobody would ever find it again. Only
 * names and sizes are asked for: opening it would be dangerous. Thread-safe.
 */
final class FileWatch {
  private final Path file;
  private volatile Identity database = Identity.NONE;
  private volatile Identity log = Identity.NONE;
  private volatile Identity index = Identity.NONE;

  /** What makes a file itself; null when it was not there. */
  private record Identity(Object key, long length) {
    static final Identity NONE = new Identity(null, 0);
  }

  FileWatch(Path file) {
    this.file = file;
  }

  /** Notes the files that are there now, as those that are open. */
  void take() {
    database = identity(file);
    log = identity(beside("-wal"));
    index = identity(beside("-shm"));
  }

  /** Notes that the file may be longer now. */
  void grown() {
    Identity now = identity(file);
    if (Objects.equals(now.key(), database.key())) {
      database = now;
    }
  }

  /** What has become of the files, in words; empty while they are the same. */
  Optional<String> problem() {
    return databaseProblem()
        .or(() -> problem(beside("-wal"), log))
        .or(() -> problem(beside("-shm"), index));
  }

  /** What has become of the file itself, which no opening anew can mend. */
  Optional<String> databaseProblem() {
    Optional<String> problem = problem(file, database);
    if (problem.isPresent()) {
      return problem;
    }
    Identity now = identity(file);
    if (now.length() < database.length()) {
      return Optional.of(
          "it was cut from %d to %d bytes".formatted(database.length(), now.length()));
    }
    if (!Files.isWritable(file) || !Files.isWritable(file.toAbsolutePath().getParent())) {
      return Optional.of("it can not be written any more");
    }
    database = now; // it grows, and never shrinks
    return Optional.empty();
  }

  private static Optional<String> problem(Path path, Identity known) {
    if (known.key() == null) {
      return Optional.empty();
    }
    Identity now = identity(path);
    if (now.key() == null) {
      return Optional.of(path.getFileName() + " is gone from its place");
    }
    return Objects.equals(now.key(), known.key())
        ? Optional.empty()
        : Optional.of(path.getFileName() + " is another file now");
  }

  private Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static Identity identity(Path path) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new Identity(attributes.fileKey(), attributes.size());
    } catch (NoSuchFileException e) {
      return Identity.NONE;
    } catch (IOException e) { // its folder may not be entered any more: for us it is gone
      System.getLogger("pagoda.queue").log(System.Logger.Level.DEBUG, "No look at " + path, e);
      return Identity.NONE;
    }
  }
}
