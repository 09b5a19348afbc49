package pagoda.app.programs;

import java.time.Duration;
import pagoda.app.types.TypeFile;
import pagoda.queue.JobContext;
import pagoda.queue.JobOutcome;

/** Whose jobs programs run, which decides what their files do not. Thread-safe. */
public interface ProgramHome {
  /** How long an attempt may take. */
  Duration timeLimit(TypeFile file, JobContext context);

  /** What becomes of a job that cannot run here for a time; no attempt may count. */
  JobOutcome notNow(JobContext context, Duration left);
}
