package pagoda.queue;

import java.util.UUID;

/** The idempotency key belongs to a request that differed from this one. Nothing was changed. */
public final class IdempotencyMismatchException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final UUID id;

  /**
   * Builds the refusal.
   *
   * @param key the key
   * @param id the job made by the earlier request
   */
  public IdempotencyMismatchException(String key, UUID id) {
    super("Idempotency key " + key + " was used for another request, which made job " + id);
    this.id = id;
  }

  /**
   * The job made by the earlier request.
   *
   * @return its id
   */
  public UUID id() {
    return id;
  }
}
