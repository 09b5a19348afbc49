package pagoda.queue;

import java.nio.file.Path;
import java.util.List;
import pagoda.queue.internal.handlers.HandlerJarLoader;

/**
 * Handlers from a folder of module jars. Immutable.
 *
 * <p>Each module that provides {@link JobHandler} is resolved, together with the other jars it
 * requires, into a child layer of its own, so that one broken jar leaves the rest alone. A plain
 * jar with {@code META-INF/services/pagoda.queue.JobHandler} works too, as an automatic module.
 *
 * @param handlers the handlers that loaded
 * @param problems one for each jar or provider that did not
 */
public record HandlerJars(List<JobHandler> handlers, List<InvalidHandlerException> problems) {
  /** Copies the lists. */
  public HandlerJars {
    handlers = List.copyOf(handlers);
    problems = List.copyOf(problems);
  }

  /**
   * Loads every jar of a folder.
   *
   * @param directory the folder
   * @return what loaded, and what did not
   * @throws InvalidHandlerException when the folder itself can not be read
   */
  public static HandlerJars load(Path directory) {
    return HandlerJarLoader.load(directory);
  }
}
