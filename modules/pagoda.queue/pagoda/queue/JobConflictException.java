package pagoda.queue;

import java.util.UUID;

/** The job's state does not allow the change. Nothing was changed. */
public final class JobConflictException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final UUID id;
  private final JobState state;

  /**
   * Builds the refusal.
   *
   * @param action what was asked for: cancel or retry
   * @param id the job
   * @param state its state
   */
  public JobConflictException(String action, UUID id, JobState state) {
    super("Cannot " + action + " job " + id + ": it is " + state.text());
    this.id = id;
    this.state = state;
  }

  /**
   * The job.
   *
   * @return its id
   */
  public UUID id() {
    return id;
  }

  /**
   * The state that stands in the way.
   *
   * @return the state
   */
  public JobState state() {
    return state;
  }
}
