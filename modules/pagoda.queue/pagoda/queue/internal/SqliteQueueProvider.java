package pagoda.queue.internal;

import java.nio.file.Path;
import pagoda.queue.HandlerJars;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobQueue;
import pagoda.queue.QueueConfig;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueProvider;
import pagoda.queue.VerifyReport;

/** Offers the queue on SQLite. */
public final class SqliteQueueProvider implements QueueProvider {
  @Override
  public JobQueue open(QueueConfig config, JobHandlers handlers, QueueEnvironment environment) {
    return Opening.open(config, handlers, environment);
  }

  @Override
  public VerifyReport verify(Path file) {
    return FileVerifier.verify(file);
  }

  @Override
  public HandlerJars loadHandlers(Path directory) {
    return HandlerJarLoader.load(directory);
  }
}
