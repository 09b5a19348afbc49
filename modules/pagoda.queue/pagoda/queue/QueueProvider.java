package pagoda.queue;

import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * What stands behind the static methods of this package: the module provides it to itself, so that
 * the types of its API depend on nothing else. Callers use those methods.
 */
public interface QueueProvider {
  /**
   * Opens a queue; see {@link JobQueue#open}.
   *
   * @param config the settings
   * @param handlers what runs the jobs
   * @param environment executor and clocks
   * @return the queue
   */
  JobQueue open(QueueConfig config, JobHandlers handlers, QueueEnvironment environment);

  /**
   * Checks a file; see {@link JobQueue#verify}.
   *
   * @param file the queue file
   * @return what was found
   */
  VerifyReport verify(Path file);

  /**
   * Loads handlers; see {@link HandlerJars#load}.
   *
   * @param directory the folder of jars
   * @return what loaded, and what did not
   */
  HandlerJars loadHandlers(Path directory);

  /**
   * Finds the provider.
   *
   * @return the one of this module
   */
  static QueueProvider find() {
    return ServiceLoader.load(QueueProvider.class, QueueProvider.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Module pagoda.queue is incomplete"));
  }
}
