package pagoda.queue.blackbox;

import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;

/** A handler that answers well; what a test overrides in it is what it spoils. */
class Spoilt implements JobHandler {
  @Override
  public String type() {
    return "spoilt";
  }

  @Override
  public Kind kind() {
    return Kind.WAITS;
  }

  @Override
  public JobOutcome handle(Bytes payload, JobContext context) {
    return JobOutcome.completed(payload);
  }
}
