package pagoda.app.worker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import pagoda.app.programs.ProgramEnds;
import pagoda.app.programs.ProgramHome;
import pagoda.app.types.TypeFile;
import pagoda.queue.JobContext;
import pagoda.queue.JobOutcome;

/**
 * A worker, to which jobs are lent: the service says how long an attempt may take, and what cannot
 * run here goes back at once, since another worker may be able to. Thread-safe.
 */
final class WorkerHome implements ProgramHome {
  private final Map<String, Long> untilNanos = new ConcurrentHashMap<>();

  @Override
  public Duration timeLimit(TypeFile file, JobContext context) {
    return ((RemoteRun) context).timeLimit();
  }

  @Override
  public JobOutcome notNow(JobContext context, Duration left) {
    untilNanos.put(context.job().type(), System.nanoTime() + left.toNanos());
    return ProgramEnds.givenBack(context);
  }

  /** Whether jobs of a type may be asked for. */
  boolean able(String type) {
    Long until = untilNanos.get(type);
    return until == null || until - System.nanoTime() <= 0;
  }

  /** Whatever kept types from running may be mended. */
  void tryAgain() {
    untilNanos.clear();
  }
}
