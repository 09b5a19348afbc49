package pagoda.queue;

import java.util.List;
import java.util.Optional;

/**
 * A job with everything that belongs to it. Immutable.
 *
 * @param job the job
 * @param payload the bytes it was enqueued with
 * @param result the bytes its handler returned, once completed
 * @param resultType the result's media type, if its handler named one
 * @param attempts the attempts that ended without a result or told what they used, oldest first
 */
public record JobDetail(
    Job job,
    Bytes payload,
    Optional<Bytes> result,
    Optional<String> resultType,
    List<Attempt> attempts) {
  /** Copies the list. */
  public JobDetail {
    attempts = List.copyOf(attempts);
  }
}
