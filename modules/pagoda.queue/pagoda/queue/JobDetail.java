package pagoda.queue;

import java.util.List;
import java.util.Optional;

/**
 * A job with everything that belongs to it. Immutable.
 *
 * @param job the job
 * @param payload the bytes it was enqueued with
 * @param result the bytes its handler returned, once completed
 * @param attempts the attempts that ended without a result, oldest first
 */
public record JobDetail(Job job, Bytes payload, Optional<Bytes> result, List<Attempt> attempts) {
  /** Copies the list. */
  public JobDetail {
    attempts = List.copyOf(attempts);
  }
}
