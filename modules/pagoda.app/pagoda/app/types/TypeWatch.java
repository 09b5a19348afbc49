package pagoda.app.types;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a folder of type files every two seconds, and has it read again when a file has changed.
 * A look costs a line of the folder and of each file; a watch of the kernel's would miss what
 * changes behind a link or a mount.
 */
public final class TypeWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("pagoda.app");
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Path folder;
  private final Runnable changed;
  private final Runnable unchanged;
  private final Thread thread = Thread.ofVirtual().name("pagoda-type-files").unstarted(this::run);
  private List<String> seen;

  /**
   * Looks at the type files of {@code folder}.
   *
   * @param changed what to do after a look that found a change
   * @param unchanged what to do after any other
   */
  public TypeWatch(Path folder, Runnable changed, Runnable unchanged) {
    this.folder = folder;
    this.changed = changed;
    this.unchanged = unchanged;
    seen = look();
  }

  /** Begins to look. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        List<String> now = look();
        (now.equals(seen) ? unchanged : changed).run();
        seen = now;
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "type files are watched no more");
    }
  }

  /** What tells one state of the folder from another. */
  private List<String> look() {
    List<String> state = new ArrayList<>();
    try {
      for (Path file : TypeFolder.files(folder)) {
        state.add(stamp(file));
      }
    } catch (IOException e) {
      state.add(e.toString()); // gone, perhaps for a moment; reading it tells
    }
    return state;
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return "%s %s %d %s".formatted(file, now.lastModifiedTime(), now.size(), now.fileKey());
    } catch (IOException e) {
      return file + " " + e;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
