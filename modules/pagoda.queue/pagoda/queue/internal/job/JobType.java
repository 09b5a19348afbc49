package pagoda.queue.internal.job;

import java.time.Duration;
import java.util.Optional;
import pagoda.queue.JobHandler;

/**
 * A job type the file knows. Immutable.
 *
 * @param id its number in the file
 * @param name its name
 * @param lane where its jobs run
 * @param handler what runs them; null when this process has no handler for it
 * @param timeLimit the handler's own limit for an attempt, if it has one
 */
public record JobType(
    int id, String name, Lane lane, JobHandler handler, Optional<Duration> timeLimit) {
  /** A type that a handler serves. */
  public static JobType served(int id, String name, JobHandler handler) {
    return new JobType(id, name, Lane.of(handler), handler, handler.timeLimit());
  }

  /** A type whose jobs wait for a handler. */
  public static JobType parked(int id, String name) {
    return new JobType(id, name, Lane.PARKED, null, Optional.empty());
  }
}
