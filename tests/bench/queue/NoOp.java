package bench.queue;

import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;

/** Does nothing, successfully. */
final class NoOp implements JobHandler {
  static final String TYPE = "no-op";

  private static final JobOutcome DONE = JobOutcome.completed(Bytes.EMPTY);

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Kind kind() {
    return Kind.WAITS;
  }

  @Override
  public JobOutcome handle(Bytes payload, JobContext context) {
    return DONE;
  }
}
