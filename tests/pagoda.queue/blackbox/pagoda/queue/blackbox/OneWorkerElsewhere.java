package pagoda.queue.blackbox;

import org.junit.jupiter.api.AfterEach;
import pagoda.queue.Job;
import pagoda.queue.JobState;
import pagoda.testing.Await;

/** A queue, a worker elsewhere that serves one type, and a clock to set. */
abstract class OneWorkerElsewhere {
  final ManualTime time = new ManualTime();
  final Fixture fixture =
      Fixture.with(LambdaHandler.echo("echo")).time(time).settings(o -> o.withMaxAttempts(3));
  final RemoteWorker gpu = new RemoteWorker(fixture, "gpu-1", "resize");

  @AfterEach
  void close() {
    fixture.close();
  }

  Job resize(String payload) {
    return fixture.enqueue("resize", payload);
  }

  /** Starts, and lets the type exist. */
  void start() {
    fixture.start();
    gpu.isKnown();
  }

  Job job(Job job) {
    return fixture.queue().job(job.id());
  }

  void awaitState(Job job, JobState state) throws Exception {
    Await.until(job.id() + " is " + state, () -> job(job).state() == state);
  }
}
