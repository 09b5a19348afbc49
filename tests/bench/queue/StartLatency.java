package bench.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;

/** From the call of enqueue until the handler begins. */
final class StartLatency {
  private static final long SLICE_NANOS = 2_000_000;

  private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

  /** Times of both kinds. */
  record Result(Latencies start, Latencies snapshot) {}

  /** Notes when it begins; normal jobs then compute for ever in slices of 2 ms, and yield. */
  private record Clocked(List<Long> nanos) implements JobHandler {
    @Override
    public String type() {
      return "clocked";
    }

    @Override
    public Kind kind() {
      return Kind.COMPUTES;
    }

    @Override
    public JobOutcome handle(Bytes payload, JobContext context) {
      if (payload.size() > 0) {
        nanos.add(System.nanoTime() - Long.parseLong(payload.text()));
        return JobOutcome.completed(Bytes.EMPTY);
      }
      while (!context.yieldRequested() && !context.cancelled()) {
        long slice = System.nanoTime();
        while (System.nanoTime() - slice < SLICE_NANOS) {
          Thread.onSpinWait();
        }
      }
      return JobOutcome.yielded(Bytes.EMPTY);
    }
  }

  static Result run(Path folder, int jobs, boolean saturated) throws InterruptedException {
    return new StartLatency().measure(folder, jobs, saturated);
  }

  private Result measure(Path folder, int jobs, boolean saturated) throws InterruptedException {
    Path file = folder.resolve(saturated ? "saturated.db" : "idle.db");
    List<Long> snapshots = new ArrayList<>();
    try (JobQueue queue =
        JobQueue.open(
            QueueOptions.of(file), JobHandlers.of(new Clocked(nanos)), QueueEnvironment.system())) {
      queue.start();
      for (int i = 0; saturated && i < 20; i++) {
        queue.enqueue(JobRequest.of("clocked", Bytes.EMPTY));
      }
      for (int i = 0; i < jobs; i++) {
        Bytes now = Bytes.utf8(String.valueOf(System.nanoTime()));
        queue
            .whenFinished(queue.enqueue(JobRequest.of("clocked", now).withPriority(10)).job().id())
            .join();
        long begin = System.nanoTime();
        queue.snapshot();
        snapshots.add(System.nanoTime() - begin);
        Thread.sleep(2); // so that the queue comes to rest
      }
      queue.close(Duration.ofSeconds(1));
    }
    return new Result(Latencies.of(nanos), Latencies.of(snapshots));
  }
}
