package pagoda.queue;

import java.util.UUID;

/** No job has that id: it never existed here, or retention has pruned it. */
public final class JobNotFoundException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final UUID id;

  /**
   * Builds the refusal.
   *
   * @param id the id asked for
   */
  public JobNotFoundException(UUID id) {
    super("No job " + id);
    this.id = id;
  }

  /**
   * The id asked for.
   *
   * @return the id
   */
  public UUID id() {
    return id;
  }
}
