package pagoda.queue.store;

import java.util.Optional;
import pagoda.queue.JobState;

/**
 * A job as the file holds it, without payload and result. Immutable; times are milliseconds since
 * 1970, and 0 stands for none.
 *
 * @param row its number in the store
 * @param type the number of its type
 * @param lane the number of its lane
 * @param priority its priority
 * @param place its place among the jobs of its priority
 * @param state where it stands
 * @param attempt the attempts that count
 * @param maxAttempts how many it has
 * @param runAt the time before which it does not start; when it became ready, if pending
 * @param createdAt when it was added
 * @param startedAt when its latest attempt began
 * @param finishedAt when it finished
 * @param progress how far it is
 * @param lastError why its latest unsuccessful attempt ended
 */
public record JobRow(
    long row,
    int type,
    int lane,
    int priority,
    long place,
    JobState state,
    int attempt,
    int maxAttempts,
    long runAt,
    long createdAt,
    long startedAt,
    long finishedAt,
    double progress,
    Optional<String> lastError) {
  /** {@return whether it has failed before and waits for its next attempt} */
  public boolean retrying() {
    return state == JobState.SCHEDULED && attempt > 0;
  }

  /**
   * The job as an attempt begins.
   *
   * @param now when
   * @return the changed job
   */
  public JobRow processing(long now) {
    return with(JobState.PROCESSING, place, attempt + 1, runAt, now, 0, progress, lastError);
  }

  /**
   * The job as it becomes ready.
   *
   * @param newPlace its new place
   * @param since since when it is ready
   * @return the changed job
   */
  public JobRow pending(long newPlace, long since) {
    return with(JobState.PENDING, newPlace, attempt, since, startedAt, 0, progress, lastError);
  }

  /**
   * Back in its place, as if this attempt had not begun.
   *
   * @param reached how far it came
   * @return the changed job
   */
  public JobRow givenBack(double reached) {
    return with(JobState.PENDING, place, attempt - 1, runAt, startedAt, 0, reached, lastError);
  }

  /**
   * The job as it waits for a time.
   *
   * @param time the time
   * @param error why its attempt ended
   * @return the changed job
   */
  public JobRow scheduled(long time, Optional<String> error) {
    return with(JobState.SCHEDULED, place, attempt, time, startedAt, 0, progress, error);
  }

  /**
   * The job as it ends.
   *
   * @param end its last state
   * @param now when
   * @param error why its attempt ended
   * @return the changed job
   */
  public JobRow finished(JobState end, long now, Optional<String> error) {
    return with(end, place, attempt, runAt, startedAt, now, progress, error);
  }

  /**
   * The job with another progress.
   *
   * @param fraction how far it is
   * @return the changed job
   */
  public JobRow progressed(double fraction) {
    return with(state, place, attempt, runAt, startedAt, finishedAt, fraction, lastError);
  }

  /**
   * With room for one more attempt when none is left.
   *
   * @param newLane its new lane
   * @return the changed job
   */
  public JobRow retryable(int newLane) {
    int attempts = Math.max(maxAttempts, attempt + 1);
    return new JobRow(
        row,
        type,
        newLane,
        priority,
        place,
        state,
        attempt,
        attempts,
        runAt,
        createdAt,
        startedAt,
        finishedAt,
        progress,
        lastError);
  }

  private JobRow with(
      JobState newState,
      long newPlace,
      int newAttempt,
      long newRunAt,
      long newStartedAt,
      long newFinishedAt,
      double newProgress,
      Optional<String> error) {
    return new JobRow(
        row,
        type,
        lane,
        priority,
        newPlace,
        newState,
        newAttempt,
        maxAttempts,
        newRunAt,
        createdAt,
        newStartedAt,
        newFinishedAt,
        newProgress,
        error);
  }
}
