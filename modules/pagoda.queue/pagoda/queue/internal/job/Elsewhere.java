package pagoda.queue.internal.job;

import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;
import pagoda.queue.internal.foreign.ForeignHandler;

/**
 * Stands for the handler of a type that this process does not serve: any payload will do, since
 * only those who run it know. Immutable.
 *
 * @param type the type
 */
public record Elsewhere(String type) implements JobHandler {
  /** Whether a handler only stands for those of workers. */
  static boolean is(JobHandler handler) {
    return handler instanceof Elsewhere
        || (handler instanceof ForeignHandler asked && asked.handler() instanceof Elsewhere);
  }

  @Override
  public Kind kind() {
    return Kind.WAITS;
  }

  @Override
  public JobOutcome handle(Bytes payload, JobContext context) {
    throw new IllegalStateException("type " + type + " is served elsewhere");
  }
}
