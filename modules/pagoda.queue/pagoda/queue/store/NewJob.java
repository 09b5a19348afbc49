package pagoda.queue.store;

import java.util.Optional;
import pagoda.queue.Bytes;
import pagoda.queue.Job;

/**
 * A job to be added. Immutable.
 *
 * @param type the number of its type
 * @param priority its priority
 * @param maxAttempts how many attempts it has
 * @param runAt not before this time, in milliseconds since 1970; what is past means now
 * @param payload its payload
 * @param key its idempotency key
 * @param envelope what comes with the payload
 */
public record NewJob(
    int type,
    int priority,
    int maxAttempts,
    long runAt,
    Bytes payload,
    Optional<Key> key,
    Job.Envelope envelope) {
  /**
   * What makes a repeat of a request known. Immutable.
   *
   * @param key scope and key
   * @param digest what a repeat must equal
   */
  public record Key(Bytes key, Bytes digest) {}
}
