package pagoda.queue.lease;

import java.util.UUID;
import pagoda.queue.QueueException;

/** The token proves no attempt that goes on: its holder is to stop. Nothing was changed. */
public final class LeaseLostException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final UUID job;

  /**
   * Builds the refusal.
   *
   * @param job the job
   */
  public LeaseLostException(UUID job) {
    super("Lease of job " + job + " is over: it lapsed, its job was ended, or it never was");
    this.job = job;
  }

  /** {@return the job's id} */
  public UUID job() {
    return job;
  }
}
