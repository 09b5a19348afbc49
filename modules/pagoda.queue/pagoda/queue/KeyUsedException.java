package pagoda.queue;

import java.util.UUID;

/**
 * The idempotency key made a job that has been removed since. Nothing was changed: the job ran
 * once, and a repeat must not run it again.
 */
public final class KeyUsedException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final UUID id;

  /**
   * Builds the refusal.
   *
   * @param key the key
   * @param id the job that it made
   */
  public KeyUsedException(String key, UUID id) {
    super("Idempotency key " + key + " was used for job " + id + ", which has been removed");
    this.id = id;
  }

  /**
   * The job that the key made.
   *
   * @return its id
   */
  public UUID id() {
    return id;
  }
}
