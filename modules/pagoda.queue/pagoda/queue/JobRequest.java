package pagoda.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * What a caller asks the queue to do. Immutable.
 *
 * @param type the name of a handler the queue knows
 * @param payload the bytes for the handler, kept as they are
 * @param priority {@value #LOWEST} to {@value #HIGHEST}, higher first; default {@value #NORMAL}
 * @param runAt not before this time; empty (the default) or a time in the past means now
 * @param maxAttempts 1 to {@value #MOST_ATTEMPTS}; 0 (the default) takes the queue's default
 * @param idempotencyKey makes repeats of this request return the job of the first
 */
public record JobRequest(
    String type,
    Bytes payload,
    int priority,
    Optional<Instant> runAt,
    int maxAttempts,
    Optional<IdempotencyKey> idempotencyKey) {
  /** The least urgent priority. */
  public static final int LOWEST = 0;

  /** The default priority. */
  public static final int NORMAL = 1;

  /** The least priority that counts as an emergency. */
  public static final int EMERGENCY = 10;

  /** The most urgent priority. */
  public static final int HIGHEST = 100;

  /** The most attempts a job can ask for. */
  public static final int MOST_ATTEMPTS = 100;

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /** Checks the ranges; a time before 1970 becomes 1970. */
  public JobRequest {
    if (priority < LOWEST || priority > HIGHEST) {
      throw new InvalidJobException("priority", "0 to 100", String.valueOf(priority));
    }
    if (maxAttempts < 0 || maxAttempts > MOST_ATTEMPTS) {
      throw new InvalidJobException("max_attempts", "1 to 100", String.valueOf(maxAttempts));
    }
    if (runAt.isPresent() && runAt.get().isAfter(LATEST)) {
      throw new InvalidJobException("run_at", "up to the year 9999", runAt.get().toString());
    }
    // of times before 1970 milliseconds may overflow
    runAt = runAt.map(time -> time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time);
  }

  /**
   * A request of normal priority that may start now.
   *
   * @param type the name of a handler
   * @param payload the bytes for it
   * @return the request
   */
  public static JobRequest of(String type, Bytes payload) {
    return new JobRequest(type, payload, NORMAL, Optional.empty(), 0, Optional.empty());
  }

  /**
   * The same request with another priority.
   *
   * @param value {@value #LOWEST} to {@value #HIGHEST}
   * @return a copy
   */
  public JobRequest withPriority(int value) {
    return new JobRequest(type, payload, value, runAt, maxAttempts, idempotencyKey);
  }

  /**
   * The same request, not to start before a time.
   *
   * @param value the time
   * @return a copy
   */
  public JobRequest withRunAt(Instant value) {
    return new JobRequest(type, payload, priority, Optional.of(value), maxAttempts, idempotencyKey);
  }

  /**
   * The same request with another number of attempts.
   *
   * @param value 1 to {@value #MOST_ATTEMPTS}, or 0 for the queue's default
   * @return a copy
   */
  public JobRequest withMaxAttempts(int value) {
    return new JobRequest(type, payload, priority, runAt, value, idempotencyKey);
  }

  /**
   * The same request under an idempotency key.
   *
   * @param value the key
   * @return a copy
   */
  public JobRequest withIdempotencyKey(IdempotencyKey value) {
    return new JobRequest(type, payload, priority, runAt, maxAttempts, Optional.of(value));
  }
}
