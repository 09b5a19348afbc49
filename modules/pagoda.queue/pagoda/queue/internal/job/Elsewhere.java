package pagoda.queue.internal.job;

import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;

/**
 * Stands for the handler of a type that this process does not serve: any payload will do, since
 * only those who run it know. Immutable.
 *
 * @param type the type
 */
record Elsewhere(String type) implements JobHandler {
  @Override
  public Kind kind() {
    return Kind.WAITS;
  }

  @Override
  public JobOutcome handle(Bytes payload, JobContext context) {
    throw new IllegalStateException("type " + type + " is served elsewhere");
  }
}
