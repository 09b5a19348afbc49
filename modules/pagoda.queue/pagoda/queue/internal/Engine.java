package pagoda.queue.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.*;

/** First stand-in: the API compiles against it. */
public final class Engine {
  public static Engine open(QueueConfig c, JobHandlers h, QueueEnvironment e) {
    throw new UnsupportedOperationException();
  }

  public void start() {}

  public Enqueued enqueue(JobRequest r) {
    return enqueueAsync(r).join();
  }

  public CompletableFuture<Enqueued> enqueueAsync(JobRequest r) {
    throw new UnsupportedOperationException();
  }

  public List<ItemOutcome<Enqueued>> enqueueAll(List<JobRequest> r) {
    throw new UnsupportedOperationException();
  }

  public Job job(UUID id) {
    throw new UnsupportedOperationException();
  }

  public JobDetail detail(UUID id) {
    throw new UnsupportedOperationException();
  }

  public JobPage list(JobFilter f) {
    throw new UnsupportedOperationException();
  }

  public Job cancel(UUID id) {
    throw new UnsupportedOperationException();
  }

  public Job retry(UUID id) {
    throw new UnsupportedOperationException();
  }

  public List<ItemOutcome<Job>> cancelAll(List<UUID> ids) {
    throw new UnsupportedOperationException();
  }

  public List<ItemOutcome<Job>> retryAll(List<UUID> ids) {
    throw new UnsupportedOperationException();
  }

  public void pause(boolean paused) {}

  public CompletableFuture<Job> whenFinished(UUID id) {
    throw new UnsupportedOperationException();
  }

  public Subscription subscribe(QueueListener l) {
    throw new UnsupportedOperationException();
  }

  public QueueSnapshot snapshot() {
    throw new UnsupportedOperationException();
  }

  public void backup(Path target) {}

  public DrainReport close(Duration limit) {
    throw new UnsupportedOperationException();
  }
}
