package bench.queue;

import java.nio.file.Path;
import java.time.Duration;
import pagoda.queue.Bytes;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;

/** pagoda.queue with its defaults, but for room and workers. */
final class PagodaContender implements Contender {
  static final int WORKERS = 256;

  private final JobQueue queue;

  PagodaContender(Path folder) {
    QueueOptions config =
        QueueOptions.of(folder.resolve("pagoda.db")).withCapacity(100_000_000).withWorkers(WORKERS);
    queue = JobQueue.open(config, JobHandlers.of(new NoOp()), QueueEnvironment.system());
  }

  @Override
  public void enqueue(byte[] payload) {
    queue.enqueue(JobRequest.of(NoOp.TYPE, Bytes.of(payload)));
  }

  @Override
  public void start() {
    queue.start();
  }

  @Override
  public long completed() {
    return queue.snapshot().count(JobState.COMPLETED);
  }

  @Override
  public void close() {
    queue.close(Duration.ofSeconds(1));
  }
}
