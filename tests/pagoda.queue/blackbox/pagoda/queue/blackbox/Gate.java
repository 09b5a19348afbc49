package pagoda.queue.blackbox;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobOutcome;
import pagoda.testing.Await;

/** A handler body that notes each start and then waits for the test. */
final class Gate {
  private final List<UUID> started = new CopyOnWriteArrayList<>();
  private final Semaphore permits = new Semaphore(0);

  LambdaHandler handler(String type, Kind kind) {
    return new LambdaHandler(type, kind, java.util.Optional.empty(), this::run);
  }

  private JobOutcome run(Bytes payload, JobContext context) throws InterruptedException {
    started.add(context.job().id());
    permits.acquire();
    return JobOutcome.completed(payload);
  }

  /** Lets this many attempts end. */
  void release(int attempts) {
    permits.release(attempts);
  }

  /** Lets all attempts end, those to come too. */
  void open() {
    permits.release(1_000_000);
  }

  /** The jobs in the order in which they were started. */
  List<UUID> started() {
    return List.copyOf(started);
  }

  void awaitStarted(int attempts) throws Exception {
    Await.until(attempts + " attempts started", () -> started.size() >= attempts);
  }
}
