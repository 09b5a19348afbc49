package pagoda.queue.internal.run;

import pagoda.queue.internal.job.JobType;
import pagoda.queue.store.JobRow;

/** An attempt under way that may be asked to make room for a more urgent job. */
public interface Yielding {
  JobRow claimed();

  /** Whether its end makes room for a job of a type. */
  boolean frees(JobType type);

  /** Whether it was asked to make room. */
  boolean asked();

  /** Whether it is to stop for another reason, and can not be asked. */
  boolean stopping();

  /** Asks it to make room. */
  void ask();
}
