package pagoda.queue.store;

import java.util.Optional;
import pagoda.queue.JobState;

/**
 * A job as a store holds it, without payload and result. Immutable; times are milliseconds since
 * 1970, and 0 stands for none.
 *
 * @param submitted what was submitted
 * @param standing how it stands
 */
public record JobRow(Submitted submitted, Standing standing) {
  /** {@return its number in the store} */
  public long row() {
    return submitted.row();
  }

  /** {@return the number of its type} */
  public int type() {
    return submitted.type();
  }

  /** {@return the number of its lane} */
  public int lane() {
    return submitted.lane();
  }

  /** {@return its priority} */
  public int priority() {
    return submitted.priority();
  }

  /** {@return how many attempts it has} */
  public int maxAttempts() {
    return submitted.maxAttempts();
  }

  /** {@return when it was added} */
  public long createdAt() {
    return submitted.createdAt();
  }

  /** {@return where it stands} */
  public JobState state() {
    return standing.state();
  }

  /** {@return its place among the jobs of its priority} */
  public long place() {
    return standing.place();
  }

  /** {@return the attempts that count} */
  public int attempt() {
    return standing.attempt();
  }

  /** {@return the number of its latest claim} */
  public long claims() {
    return standing.claims();
  }

  /** {@return the time before which it does not start; when it became ready, if pending} */
  public long runAt() {
    return standing.runAt();
  }

  /** {@return when its latest attempt began} */
  public long startedAt() {
    return standing.startedAt();
  }

  /** {@return when it finished} */
  public long finishedAt() {
    return standing.finishedAt();
  }

  /** {@return how far it is} */
  public double progress() {
    return standing.progress();
  }

  /** {@return why its latest unsuccessful attempt ended} */
  public Optional<String> lastError() {
    return standing.lastError();
  }

  /** {@return whether it has failed before and waits for its next attempt} */
  public boolean retrying() {
    return state() == JobState.SCHEDULED && attempt() > 0;
  }

  /**
   * The job as a claim begins its next attempt.
   *
   * @param now when
   * @param worker who runs it elsewhere; empty when this process does
   * @return the changed job
   */
  public JobRow processing(long now, Optional<String> worker) {
    Standing begun = standing.processing(now);
    return with(begun.marked(begun.marks().by(worker)));
  }

  /**
   * The job as it becomes ready.
   *
   * @param newPlace its new place
   * @param since since when it is ready
   * @return the changed job
   */
  public JobRow pending(long newPlace, long since) {
    return with(standing.waiting(JobState.PENDING, newPlace, since, attempt(), lastError()));
  }

  /**
   * Back in its place, and its attempt does not count.
   *
   * @return the changed job
   */
  public JobRow givenBack() {
    return with(standing.waiting(JobState.PENDING, place(), runAt(), attempt() - 1, lastError()));
  }

  /**
   * The job as it waits for a time.
   *
   * @param time the time
   * @param error why its attempt ended
   * @return the changed job
   */
  public JobRow scheduled(long time, Optional<String> error) {
    Standing waiting = standing.waiting(JobState.SCHEDULED, place(), time, attempt(), error);
    return with(waiting.marked(waiting.marks().awake().cleared()));
  }

  /**
   * The job as it waits to go on; its attempt does not count.
   *
   * @param now when it was put off
   * @param millis how long it waits
   * @param snoozed whether it counts as a snooze
   * @return the changed job
   */
  public JobRow putOff(long now, long millis, boolean snoozed) {
    Standing waiting =
        standing.waiting(JobState.SCHEDULED, place(), now + millis, attempt() - 1, lastError());
    Marks marks = waiting.marks().cleared();
    return with(waiting.marked(snoozed ? marks.snoozed(now) : marks));
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
    return with(standing.finished(end, now, error)).cleared();
  }

  /** {@return the job as no suspect} */
  public JobRow cleared() {
    return standing.marks().suspect() == 0
        ? this
        : with(standing.marked(standing.marks().cleared()));
  }

  /**
   * The job with another priority.
   *
   * @param priority its new priority
   * @return the changed job
   */
  public JobRow prioritized(int priority) {
    return new JobRow(submitted.prioritized(priority), standing);
  }

  /**
   * The job with another progress.
   *
   * @param fraction how far it is
   * @return the changed job
   */
  public JobRow progressed(double fraction) {
    return with(standing.progressed(fraction));
  }

  /**
   * The job in another lane.
   *
   * @param lane the lane
   * @return the changed job
   */
  public JobRow in(int lane) {
    return lane == lane() ? this : new JobRow(submitted.with(lane, maxAttempts()), standing);
  }

  /**
   * With room for one more attempt when none is left.
   *
   * @param newLane its new lane
   * @return the changed job
   */
  public JobRow retryable(int newLane) {
    return new JobRow(
        submitted.with(newLane, Math.max(maxAttempts(), attempt() + 1)),
        standing.marked(standing.marks().awake()));
  }

  private JobRow with(Standing changed) {
    return new JobRow(submitted, changed);
  }
}
