package pagoda.queue.internal.job;

import java.time.Duration;
import java.util.Optional;
import pagoda.queue.JobHandler;
import pagoda.queue.TypeOptions;
import pagoda.queue.store.Pool;

/**
 * A job type, mostly one that this process serves. Immutable.
 *
 * @param id its number in the store
 * @param name its name
 * @param handler what runs it
 * @param pool where its attempts run
 * @param timeLimit its own limit for an attempt, if it has one
 * @param options its settings
 */
public record JobType(
    int id,
    String name,
    JobHandler handler,
    Pool pool,
    Optional<Duration> timeLimit,
    TypeOptions options) {
  static JobType of(int id, JobHandler handler) {
    TypeOptions options = handler.options();
    return new JobType(
        id,
        handler.type(),
        handler,
        pool(handler),
        options.timeLimit().or(handler::timeLimit),
        options);
  }

  /** Whether this process can run its jobs. */
  public boolean here() {
    return pool != Pool.REMOTE;
  }

  /** Where the attempts of a handler run. */
  static Pool pool(JobHandler handler) {
    if (Elsewhere.is(handler)) {
      return Pool.REMOTE;
    }
    if (handler.apart()) {
      return Pool.PROGRAM;
    }
    return switch (handler.kind()) {
      case WAITS -> Pool.WAIT;
      case COMPUTES -> Pool.COMPUTE;
    };
  }
}
